/**
 * A table as CSV, its header first. Cells that hold a comma, a quote or a line break are quoted.
 *
 * @example
 * csvText([['id', 'note'], ['1', 'diabetes1, hypertension']]); // 'id,note\n1,"diabetes1, hypertension"\n'
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map(cells => `${cells.map(cellText).join(',')}\n`).join('');
}

function cellText(cell: string | number): string {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
