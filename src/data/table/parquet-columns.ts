import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { cellText } from './cell-text.ts';

/** A leaf of a Parquet schema as a column of a table. */
export interface ParquetColumn {
  /** `a`, or `a.b` for a field of a struct; a list has the name of its column. */
  readonly name: string;
  /** As the file's chunks name it, joined by `.`. */
  readonly path: string;
  readonly text: (value: unknown) => string;
}

/** The columns of a file, and the names of those that hold bytes and no text. */
export function parquetColumns(metadata: FileMetaData): {
  readonly schema: SchemaTree;
  readonly columns: readonly ParquetColumn[];
  readonly bytes: readonly string[];
} {
  const schema = parquetSchema(metadata);
  const columns: ParquetColumn[] = [];
  const bytes: string[] = [];
  const visit = (node: SchemaTree, above: readonly string[], name: string): void => {
    const path = [...above, node.element.name];
    const [level] = node.children;
    if (isList(node.element) && node.children.length === 1 && level.children.length === 1) {
      visit(level.children[0], [...path, level.element.name], name);
    } else if (node.children.length > 0) {
      for (const child of node.children) visit(child, path, `${name}.${child.element.name}`);
    } else if (isBytes(node.element)) bytes.push(name);
    else columns.push({ name, path: path.join('.'), text: textOf(node.element) });
  };
  for (const child of schema.children) visit(child, [], child.element.name);
  return { schema, columns, bytes };
}

function isList({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === 'LIST' || logical?.type === 'LIST';
}

function isBytes({
  type,
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): boolean {
  const isRaw = type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY';
  if (
    logical?.type === 'GEOMETRY' ||
    logical?.type === 'GEOGRAPHY' ||
    logical?.type === 'VARIANT'
  ) {
    return true;
  }
  return isRaw && converted === undefined && logical === undefined;
}

function textOf(element: SchemaElement): (value: unknown) => string {
  const { type, scale = 0, converted_type: converted, logical_type: logical } = element;
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return each(decimalText(scale));
  if (type === 'FLOAT') return each(value => (typeof value === 'number' ? singleText(value) : ''));
  const isUtc = logical?.type === 'TIMESTAMP' && logical.isAdjustedToUTC;
  return isUtc ? each(value => zoned(cellText(value))) : each(cellText);
}

/** Values of lists and of fields within structs come in arrays, one within another. */
function each(text: (value: unknown) => string): (value: unknown) => string {
  return value => {
    if (!Array.isArray(value)) return text(value);
    return value
      .flat(Infinity)
      .filter(item => item !== null && item !== undefined)
      .map(text)
      .join('|');
  };
}

/** The library multiplies by a power of ten, which leaves a trace in the last digits. */
function decimalText(scale: number): (value: unknown) => string {
  return value =>
    typeof value === 'number' ? value.toFixed(Math.min(100, scale)) : cellText(value);
}

/** The shortest text of a number in single precision: 0.1, not 0.10000000149011612. */
function singleText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '' : String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}

function zoned(text: string): string {
  return text.includes('T') ? `${text}Z` : text;
}
