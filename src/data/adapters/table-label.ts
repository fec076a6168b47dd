import { isMissing } from '../cell.ts';
import { decimalMark, readNumber } from '../number-text.ts';
import type { LabelReading } from '../records/index.ts';
import type { Table } from '../table/index.ts';
import type { TableLabel, TableTypes } from './table-schema.ts';

/** How rows get their labels, by what a plan says. */
export function tableLabel(label: TableLabel, types: TableTypes, table: Table): LabelReading {
  if (typeof label === 'string') return asItStands(label, types);
  if ('columns' in label) return ofColumns(label.columns);
  if ('number' in label) return ofNumber(label.number, types, table);
  if ('classes' in label) return ofCodes(label.column, label.classes);
  if ('separator' in label) return separated(label.column, label.separator, label.none);
  return cutInTwo(label, types, table);
}

function asItStands(column: string, types: TableTypes): LabelReading {
  const type = Object.hasOwn(types, column) ? types[column] : undefined;
  if (type?.type === 'codes') return ofCodes(column, type.codes);
  return {
    columns: [column],
    rule: `the class in ${column}`,
    multilabel: false,
    of: ([cell]) => (isMissing(cell, type) ? null : [cell]),
  };
}

function ofCodes(column: string, codes: Readonly<Record<string, string>>): LabelReading {
  const classes = new Map(Object.entries(codes));
  const list = [...classes].map(([code, name]) => `${code} is ${name}`).join(', ');
  return {
    columns: [column],
    rule: `the code in ${column}: ${list}`,
    multilabel: false,
    of: ([cell]) => {
      const name = classes.get(cell) ?? classes.get(cell.replace(/\.0+$/, ''));
      return name === undefined ? null : [name];
    },
  };
}

function separated(column: string, separator: string, none?: string): LabelReading {
  return {
    columns: [column],
    rule: `the labels in ${column}, with ${JSON.stringify(separator)} between them`,
    multilabel: true,
    of: ([cell]) => {
      if (cell === none) return [];
      if (isMissing(cell)) return null;
      return cell
        .split(separator)
        .map(name => name.trim())
        .filter(name => name !== '');
    },
  };
}

const yes: readonly string[] = ['1', '1.0', 'true', 'yes'];
const no: readonly string[] = ['0', '0.0', 'false', 'no'];

function ofColumns(columns: readonly string[]): LabelReading {
  return {
    columns,
    rule: `1 in any of ${columns.join(', ')}`,
    multilabel: true,
    of: cells => {
      const answers = cells.map(cell => cell.toLowerCase());
      const isRead = answers.every(answer => yes.includes(answer) || no.includes(answer));
      return isRead ? columns.filter((_, place) => yes.includes(answers[place])) : null;
    },
  };
}

function cutInTwo(
  { column, above, names }: Extract<TableLabel, { above: number }>,
  types: TableTypes,
  table: Table,
): LabelReading {
  const read = numberReader(column, types, table);
  const [upper, lower] = names ?? [`above ${above}`, `${above} or below`];
  return {
    columns: [column],
    rule: `${column} above ${above}`,
    multilabel: false,
    of: ([cell]) => {
      const value = read(cell);
      return Number.isFinite(value) ? [value > above ? upper : lower] : null;
    },
  };
}

function ofNumber(column: string, types: TableTypes, table: Table): LabelReading {
  const read = numberReader(column, types, table);
  return {
    columns: [column],
    rule: `the number in ${column}`,
    multilabel: false,
    target: column,
    of: ([cell]) => {
      const value = read(cell);
      return Number.isFinite(value) ? [String(value)] : null;
    },
  };
}

/** NaN for a cell without a number. */
function numberReader(column: string, types: TableTypes, table: Table): (cell: string) => number {
  const type = Object.hasOwn(types, column) ? types[column] : undefined;
  const numeric = type?.type === 'number' ? type : undefined;
  const own = numeric?.decimal;
  const place = table.columns.indexOf(column);
  const mark = own ?? (place < 0 ? undefined : decimalMark(table.column(place).distinct, () => 1));
  return cell => (isMissing(cell, numeric) ? Number.NaN : readNumber(cell, mark));
}
