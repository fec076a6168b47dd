/** Excel's own limits. */
const mostRows = 1_048_576;
const mostColumns = 16_384;
/** The reader fills up rows and columns to the last that is named. */
const mostCells = 2 ** 26;
/** No tag of a row or cell is longer. */
const longestTag = 65_536;

const reference = /<(?:[A-Za-z]+:)?(?:row|c)\s[^>]*?\br\s*=\s*["']([^"']*)["']/g;
const place = /^([A-Za-z]{0,3})(\d{0,7})$/;

/** Watches which rows and columns the cells of a sheet claim to be in. */
export class CellReferences {
  #open = '';
  #lastRow = 0;
  #lastColumn = 0;

  /** What is wrong with the sheet as far as it has been read, or null. */
  read(xml: string): string | null {
    const text = this.#open + xml;
    const end = text.lastIndexOf('>') + 1;
    this.#open = text.slice(end);
    if (this.#open.length > longestTag && this.#open.includes('<')) return 'a tag without an end';
    if (!this.#open.includes('<')) this.#open = '';
    for (const [, name] of text.slice(0, end).matchAll(reference)) {
      const [, letters, digits] = place.exec(name) ?? [];
      if (letters === undefined) return 'a cell in a place that is none';
      this.#lastRow = Math.max(this.#lastRow, Number(digits));
      this.#lastColumn = Math.max(this.#lastColumn, columnNumber(letters));
    }
    if (this.#lastRow > mostRows || this.#lastColumn > mostColumns)
      return 'a cell beyond XFD1048576';
    return this.#lastRow * this.#lastColumn > mostCells ? `more than ${mostCells} cells` : null;
  }
}

/** A is 1, Z 26, AA 27. */
function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
