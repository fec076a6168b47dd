/**
 * Blanks of UTF-8 text, as `String.prototype.trim` knows them: U+0009–000D, U+0020, U+00A0, U+1680,
 * U+2000–200A, U+2028, U+2029, U+202F, U+205F, U+3000, U+FEFF.
 */

/** How many bytes the blank takes that begins at `at`; 0 where none does. */
export function blankAt(bytes: Uint8Array, at: number): 0 | 1 | 2 | 3 {
  const first = bytes[at];
  if (first < 0x80) return first === 0x20 || (first >= 0x09 && first <= 0x0d) ? 1 : 0;
  if (first === 0xc2) return bytes[at + 1] === 0xa0 ? 2 : 0;
  return isLongBlank(first, bytes[at + 1], bytes[at + 2]) ? 3 : 0;
}

/** How many bytes the blank takes that ends before `end`; 0 where none does. */
export function blankBefore(bytes: Uint8Array, start: number, end: number): 0 | 1 | 2 | 3 {
  const last = bytes[end - 1];
  if (last < 0x80) return last === 0x20 || (last >= 0x09 && last <= 0x0d) ? 1 : 0;
  if (last === 0xa0 && end - start >= 2 && bytes[end - 2] === 0xc2) return 2;
  return end - start >= 3 && isLongBlank(bytes[end - 3], bytes[end - 2], last) ? 3 : 0;
}

function isLongBlank(a: number, b: number, c: number): boolean {
  if (a === 0xe2 && b === 0x80)
    return (c >= 0x80 && c <= 0x8a) || c === 0xa8 || c === 0xa9 || c === 0xaf;
  if (a === 0xe2) return b === 0x81 && c === 0x9f;
  if (a === 0xe1) return b === 0x9a && c === 0x80;
  if (a === 0xe3) return b === 0x80 && c === 0x80;
  return a === 0xef && b === 0xbb && c === 0xbf;
}
