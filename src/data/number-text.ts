/** What stands before the decimals of a number: `4.5` or `4,5`. */
export type DecimalMark = 'point' | 'comma';

const plain = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const withComma = /^[+-]?(\d+(,\d*)?|,\d+)(e[+-]?\d+)?$/i;
/** Thousands set apart, by the sign that is not the decimals' or by a space. */
const groupedPoint = /^[+-]?[1-9]\d{0,2}([, \u00a0\u202f]\d{3})+(\.\d*)?$/;
const groupedComma = /^[+-]?[1-9]\d{0,2}([. \u00a0\u202f]\d{3})+(,\d*)?$/;

/** The number that a text says, NaN where it says none. Thousands may be set apart only where the mark is known. */
export function readNumber(text: string, mark?: DecimalMark): number {
  if (mark === 'comma') {
    if (withComma.test(text)) return Number(text.replace(',', '.'));
    if (!groupedComma.test(text)) return Number.NaN;
    return Number(text.replace(/[. \u00a0\u202f]/g, '').replace(',', '.'));
  }
  if (plain.test(text)) return Number(text);
  if (mark === undefined || !groupedPoint.test(text)) return Number.NaN;
  return Number(text.replace(/[, \u00a0\u202f]/g, ''));
}

/**
 * The mark that the numbers of a column are written with, undefined where all are plain (`12`, `4.5`)
 * or where it stays open: every text that would tell is a number either way (`1,234`), or more have a
 * point alone than a comma.
 *
 * @param count how many cells hold the text at a place
 */
export function decimalMark(
  texts: readonly string[],
  count: (place: number) => number,
): DecimalMark | undefined {
  const cells = { comma: 0, point: 0, either: 0, plainPoint: 0 };
  texts.forEach((text, place) => {
    if (plain.test(text)) {
      if (text.includes('.')) cells.plainPoint += count(place);
      return;
    }
    const [comma, point] = [readNumber(text, 'comma'), readNumber(text, 'point')];
    if (Number.isNaN(comma) && Number.isNaN(point)) return;
    if (comma === point) cells.either += count(place);
    else if (Number.isNaN(point)) cells.comma += count(place);
    else if (Number.isNaN(comma)) cells.point += count(place);
  });
  if (cells.comma > cells.point && cells.comma >= cells.plainPoint) return 'comma';
  return cells.comma === 0 && cells.point + cells.either > 0 ? 'point' : undefined;
}
