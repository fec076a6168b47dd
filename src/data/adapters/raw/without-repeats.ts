/**
 * The rows to keep of a table in which an id may occur twice: the first of each. What was left out is
 * counted in a note, with the place of the first.
 *
 * @param id should be unique; rows without one are all kept
 * @returns the rows that are kept, ascending, and a note where some are not
 */
export function withoutRepeats(
  rowCount: number,
  id: (row: number) => string,
  place: (row: number) => string,
): { readonly rows: Int32Array; readonly notes: readonly string[] } {
  const seen = new Set<string>();
  const rows: number[] = [];
  const repeats: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    const text = id(row);
    if (text !== '' && seen.has(text)) repeats.push(row);
    else rows.push(row);
    seen.add(text);
  }
  const notes =
    repeats.length === 0
      ? []
      : [
          `${repeats.length} rows repeat an id that an earlier row has and are left out; the first is ${place(repeats[0])}, "${id(repeats[0])}"`,
        ];
  return { rows: Int32Array.from(rows), notes };
}
