/** Leading marks that spreadsheets read as the start of a formula, in both widths. */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * A text that no spreadsheet takes for a formula: an apostrophe stands before one that begins with
 * `=`, `+`, `-`, `@` (or their full-width forms, white space before them or not), a tab or a line
 * break. An id from someone else's file could otherwise call a program when the table is opened.
 *
 * @example
 * neutralCell('=1+1'); // an apostrophe, then =1+1
 */
export function neutralCell(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}
