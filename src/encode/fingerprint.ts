import { createHash } from 'node:crypto';

/**
 * SHA-256, in hexadecimal, of a value's canonical JSON: the keys of every object in order of their
 * UTF-16 units, no white space, fields that are undefined left out.
 */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
