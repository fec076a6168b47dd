/**
 * Where a redirect leads, or null where it must not be followed: to no address, with a password in
 * it, or out of https into the open.
 */
export function redirectTarget(from: URL, location: string): URL | null {
  if (!URL.canParse(location, from.href)) return null;
  const next = new URL(location, from);
  const open = next.protocol === 'http:' && from.protocol === 'http:';
  const safe = next.protocol === 'https:' || open;
  return safe && next.username === '' && next.password === '' ? next : null;
}
