import type { CaseColumn } from './case-column.ts';
import type { CaseTable } from './case-table.ts';
import { neutralCell } from './neutral-cell.ts';

/** Of single precision: more would be noise. */
const digits = 7;

/**
 * A table as RFC 4180 has it: CRLF, a header, quotes where a cell holds a comma, a quote or a line
 * break. Texts are neutralised (`neutralCell`); numbers are written with a point, never a comma.
 */
export function csvText({ rows, columns }: CaseTable): string {
  const lines = [columns.map(({ name }) => textCell(name)).join(',')];
  for (let row = 0; row < rows; row++) {
    lines.push(columns.map(column => cellOf(column, row)).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

function cellOf(column: CaseColumn, row: number): string {
  return column.kind === 'text'
    ? textCell(column.values[row])
    : String(Number(column.values[row].toPrecision(digits)));
}

function textCell(text: string): string {
  const neutral = neutralCell(text);
  return /[",\r\n]/.test(neutral) ? `"${neutral.replaceAll('"', '""')}"` : neutral;
}
