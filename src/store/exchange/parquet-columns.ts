import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { parquetSchema } from 'hyparquet';
import { malformed } from './malformed.ts';
import { vectorNames } from './vector-names.ts';

/** Which columns of a Parquet file hold what. */
export interface ParquetColumns {
  readonly id: string | null;
  readonly key: string | null;
  /** One column of lists, or one column per dimension, in order. */
  readonly vector: { readonly list: string } | { readonly each: readonly string[] };
}

/**
 * Finds vectors and ids by name and type. Vectors: a column of lists of floats, of a usual name or
 * the only one; else columns of floats whose names are one word and 0, 1, 2 … (or 1, 2, 3 …). Ids:
 * the column `id`, else the only column of texts beside `key`.
 *
 * @throws E_EXCHANGE where there are no vectors, or it is not clear which column is meant
 */
export function findColumns(metadata: FileMetaData, path: string): ParquetColumns {
  const columns = parquetSchema(metadata).children;
  const texts = columns.filter(isText).map(nameOf);
  const key = texts.includes('key') ? 'key' : null;
  return { id: idColumn(columns, texts, path), key, vector: vectorColumns(columns, path) };
}

function idColumn(columns: readonly SchemaTree[], texts: readonly string[], path: string) {
  if (columns.some(column => nameOf(column) === 'id')) {
    const id = columns.find(column => nameOf(column) === 'id');
    if (id !== undefined && (isText(id) || isWhole(id))) return 'id';
    throw malformed(path, 'its column "id" holds neither texts nor whole numbers', 'ids');
  }
  const others = texts.filter(name => name !== 'key');
  if (others.length <= 1) return others[0] ?? null;
  throw malformed(
    path,
    `its columns of texts are ${others.join(', ')}`,
    'one that is called "id"',
    'rename the one that names the samples',
  );
}

function vectorColumns(columns: readonly SchemaTree[], path: string): ParquetColumns['vector'] {
  const lists = columns.filter(isListOfFloats).map(nameOf);
  const named = vectorNames.find(name => lists.includes(name));
  if (named !== undefined) return { list: named };
  if (lists.length === 1) return { list: lists[0] };
  const series = numbered(columns.filter(isFloat).map(nameOf));
  if (lists.length === 0 && series.length === 1) return { each: series[0] };
  throw malformed(
    path,
    `it has ${lists.length} columns of lists of floats and ${series.length} numbered series of columns of floats`,
    'one of either',
    'call the column of lists "vector", or the columns v0, v1, v2 …',
  );
}

/** Names that are one word and a whole count from 0 or 1, by word, in order of their numbers. */
function numbered(names: readonly string[]): string[][] {
  const byWord = new Map<string, [number, string][]>();
  for (const name of names) {
    const [, word, digits] = /^(.*?)(\d{1,9})$/.exec(name) ?? [];
    if (digits === undefined) continue;
    const members = byWord.get(word) ?? [];
    members.push([Number(digits), name]);
    byWord.set(word, members);
  }
  return [...byWord.values()]
    .map(members => members.sort(([a], [b]) => a - b))
    .filter(members => members[0][0] <= 1 && members.every(([n], i) => n === members[0][0] + i))
    .map(members => members.map(([, name]) => name));
}

function nameOf({ element }: SchemaTree): string {
  return element.name;
}

function isText({ element, children }: SchemaTree): boolean {
  return (
    children.length === 0 &&
    element.repetition_type !== 'REPEATED' &&
    element.type === 'BYTE_ARRAY' &&
    (element.converted_type === 'UTF8' || element.logical_type?.type === 'STRING')
  );
}

function isWhole({ element, children }: SchemaTree): boolean {
  const { type, logical_type: logical, converted_type: converted } = element;
  const plain = logical === undefined || logical.type === 'INTEGER';
  const isInteger = type === 'INT32' || type === 'INT64';
  return children.length === 0 && isInteger && plain && !/DATE|TIME|DECIMAL/.test(converted ?? '');
}

function isFloat({ element, children }: SchemaTree): boolean {
  return children.length === 0 && element.repetition_type !== 'REPEATED' && isFloatElement(element);
}

function isListOfFloats(column: SchemaTree): boolean {
  let leaf = column;
  let repeated = 0;
  while (leaf.children.length === 1) {
    if (leaf.element.repetition_type === 'REPEATED') repeated += 1;
    leaf = leaf.children[0];
  }
  if (leaf.element.repetition_type === 'REPEATED') repeated += 1;
  return (
    leaf !== column && repeated === 1 && leaf.children.length === 0 && isFloatElement(leaf.element)
  );
}

function isFloatElement({ type, logical_type: logical }: SchemaElement): boolean {
  return type === 'FLOAT' || type === 'DOUBLE' || logical?.type === 'FLOAT16';
}
