import { type CellType, inferType, isMissing, readCell } from '../cell.ts';
import type { DatasetWarning, RecordValue } from '../dataset.ts';
import { decimalMark } from '../number-text.ts';
import type { Table, TableColumn } from '../table/index.ts';
import type { FieldReading } from './record-source.ts';

/** Why a cell cannot be read: `age is "4O", expected a number 0–120`. */
export interface UnreadableCell {
  readonly reason: string;
}

/** A column of the record: each distinct text is read once, however many rows hold it. */
export interface ValueColumn {
  readonly name: string;
  readonly codes: Int32Array;
  /** By code. */
  readonly values: readonly (RecordValue | UnreadableCell)[];
  readonly warnings: readonly DatasetWarning[];
  /** True where its decimals follow a comma. */
  readonly hasCommas: boolean;
}

/** Reads a column as `reading` says, or as its cells suggest. */
export function valueColumn(
  table: Table,
  place: number,
  reading: FieldReading | undefined,
): ValueColumn {
  const name = table.columns[place];
  const column = table.column(place);
  const { mend = (text: string) => text, codes: meanings } = reading ?? {};
  const texts = column.distinct.map(mend);
  const { type, warnings } =
    reading === undefined
      ? inferred(table, name, { ...column, distinct: texts })
      : { type: withMark(reading.cell, texts, column.codes), warnings: [] };
  const read = meanings === undefined ? readCell : codeReader(meanings);
  const values = texts.map((text, code) => {
    const cell = read(text, type);
    if ('value' in cell) return cell.value;
    return { reason: `${name} is "${column.distinct[code]}", expected ${cell.expected}` };
  });
  const hasCommas = type.type === 'number' && type.decimal === 'comma';
  return { name, codes: column.codes, values, warnings, hasCommas };
}

/** Numbers that pandas wrote beside empty cells come as `1.0`; the code is 1 all the same. */
function codeReader(meanings: Readonly<Record<string, string>>): typeof readCell {
  const known = new Map(Object.entries(meanings));
  const list = [...known].map(([code, meaning]) => `${code} (${meaning})`).join(', ');
  return (text, type) => {
    if (isMissing(text, type)) return { value: null };
    const value = known.get(text) ?? known.get(text.replace(/\.0+$/, ''));
    return value === undefined ? { expected: `one of ${list}` } : { value };
  };
}

/** A column that is said to be numbers may leave open how they are written. */
function withMark(type: CellType, texts: readonly string[], codes: Int32Array): CellType {
  if (type.type === 'text' || type.decimal !== undefined) return type;
  const counts = countsOf(texts.length, codes);
  const decimal = decimalMark(
    texts.map(text => (isMissing(text, type) ? '' : text)),
    code => counts[code],
  );
  return decimal === undefined ? type : { ...type, decimal };
}

function countsOf(distinct: number, codes: Int32Array): Int32Array {
  const counts = new Int32Array(distinct);
  for (const code of codes) counts[code] += 1;
  return counts;
}

function inferred(
  table: Table,
  name: string,
  { distinct, codes }: TableColumn,
): { type: CellType; warnings: DatasetWarning[] } {
  const counts = countsOf(distinct.length, codes);
  const { type, strays } = inferType(distinct, counts);
  if (strays.length === 0) return { type, warnings: [] };
  const among = new Set(strays);
  const first = codes.findIndex(code => among.has(code));
  const count = strays.reduce((sum, code) => sum + counts[code], 0);
  const message = `column "${name}" holds numbers but for ${count} cells (the first: ${table.place(first)}, "${distinct[codes[first]]}") and is read as words; say types.${name}: { type: number } to skip those rows, or list such texts under its missing`;
  return { type, warnings: [{ code: 'mixed-column', message }] };
}
