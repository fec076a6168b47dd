const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
  }),
);

const largestCodePoint = 0x10ffff;

/**
 * Text with its HTML entities read: `Tom &amp; Jerry` → `Tom & Jerry`, `&#39;` → `'`. Once only:
 * `&amp;lt;` becomes `&lt;`. What is no entity, or none that is known, stays as it stands.
 */
export function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, ...groups) => {
    const [decimal, hexadecimal, name] = groups;
    if (typeof name === 'string') return named.get(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return isCharacter(code) ? String.fromCodePoint(code) : whole;
  });
}

/** Control characters and halves of a surrogate pair are no text. */
function isCharacter(code: number): boolean {
  return code >= 32 && code <= largestCodePoint && !(code >= 0xd800 && code <= 0xdfff);
}
