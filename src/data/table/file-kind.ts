import { extname } from 'node:path';

/** What a file of records is, by what it holds. */
export type FileKind = 'parquet' | 'excel' | 'old-excel' | 'json' | 'delimited';

const marks: readonly (readonly [FileKind, readonly number[]])[] = [
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['excel', [0x50, 0x4b, 0x03, 0x04]],
  ['old-excel', [0xd0, 0xcf, 0x11, 0xe0]],
];

const jsonEndings = ['.json', '.jsonl', '.ndjson'];
const textEndings = ['.csv', '.tsv', '.tab', '.psv', '.txt'];

/**
 * The kind of a file: by its first bytes where they say it, by its ending where it is a text, and
 * else by the first sign of the text.
 */
export function fileKind(first: Uint8Array, name: string): FileKind {
  const marked = marks.find(([, mark]) => mark.every((byte, at) => first[at] === byte));
  if (marked !== undefined) return marked[0];
  const ending = extname(name.replace(/\.gz$/i, '')).toLowerCase();
  if (jsonEndings.includes(ending)) return 'json';
  if (textEndings.includes(ending)) return 'delimited';
  const sign = Buffer.from(first)
    .toString('latin1')
    .replaceAll('\0', '')
    .match(/[^\sï»¿ÿþ]/)?.[0];
  return sign === '{' || sign === '[' ? 'json' : 'delimited';
}
