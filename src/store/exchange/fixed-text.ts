import { malformed } from './malformed.ts';

/**
 * Texts of one width in UTF-32, as NumPy's `U` holds them: each text fills its row up with zeros.
 * Python sees strings in such bytes without a loop, and a text may hold any character but NUL.
 */

/** Characters (code points) of the longest text; 1 at least. */
export function textWidth(texts: Iterable<string>): number {
  let width = 1;
  for (const text of texts) {
    // A code point takes one unit or two, so most texts need not be counted.
    if (text.length > width) width = Math.max(width, [...text].length);
  }
  return width;
}

/** texts.length × width code points. */
export function encodeTexts(texts: readonly string[], width: number): Uint32Array<ArrayBuffer> {
  const points = new Uint32Array(texts.length * width);
  texts.forEach((text, row) => {
    let at = row * width;
    for (const character of text) points[at++] = character.codePointAt(0) ?? 0;
  });
  return points;
}

/** @throws E_EXCHANGE where a number is not that of a character */
export function decodeTexts(points: Uint32Array, width: number, path: string): string[] {
  const texts: string[] = [];
  for (let start = 0; start < points.length; start += width) {
    let end = start + width;
    while (end > start && points[end - 1] === 0) end--;
    const row = points.subarray(start, end);
    if (row.some(point => point > 0x10ffff)) {
      throw malformed(path, `the id of row ${start / width} is not text`, 'UTF-32');
    }
    texts.push(String.fromCodePoint(...row));
  }
  return texts;
}
