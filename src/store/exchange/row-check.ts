import { MingaError } from '../../errors/index.ts';
import { checkKeys } from '../content-key.ts';
import type { EmbeddingRows } from './embedding-table.ts';
import { malformed } from './malformed.ts';

/** Ids have one width in npy and safetensors, so a long one would make all rows long. */
const longestId = 1024;

/**
 * A check that every part of a table goes through, whether it is read or written: parts agree with
 * one another, numbers are finite, ids are there once. Rows are counted from 0, as Python does.
 */
export function rowCheck(path: string): (rows: EmbeddingRows) => void {
  const seen = new Set<string>();
  let first: EmbeddingRows | undefined;
  let row = 0;

  return rows => {
    first ??= rows;
    checkShape(path, rows, first);
    const at = rows.vectors.firstNotFinite();
    if (at !== -1) {
      const { columns, data } = rows.vectors;
      throw new MingaError('E_NOT_FINITE', {
        found: `${path}: row ${row + Math.floor(at / columns)}, column ${at % columns} is ${data[at]}`,
        expected: 'finite numbers',
        fix: 'leave that row out and look at what the encoder was given',
      });
    }
    for (const [i, id] of rows.ids?.entries() ?? []) {
      checkId(path, row + i, id);
      if (seen.has(id)) {
        throw new MingaError('E_DUPLICATE_ID', {
          found: `${path}: row ${row + i} has the id "${id}" of a row before it`,
          expected: 'every id once',
        });
      }
      seen.add(id);
    }
    row += rows.vectors.rows;
  };
}

function checkShape(path: string, { ids, keys, vectors }: EmbeddingRows, first: EmbeddingRows) {
  const { rows, columns } = vectors;
  if (keys !== null) checkKeys(keys);
  if ((ids?.length ?? rows) !== rows || (keys?.length ?? rows) !== rows) {
    throw new MingaError('E_SHAPE', {
      found: `${path}: ${ids?.length ?? 'no'} ids and ${keys?.length ?? 'no'} keys for ${rows} rows`,
      expected: 'one a row',
    });
  }
  if (columns === 0 || columns !== first.vectors.columns) {
    throw new MingaError('E_SHAPE', {
      found: `${path}: rows of ${columns} numbers`,
      expected: columns === 0 ? '1 or more' : `${first.vectors.columns} as in the rows before`,
    });
  }
  if ((ids === null) !== (first.ids === null) || (keys === null) !== (first.keys === null)) {
    throw new MingaError('E_SHAPE', {
      found: `${path}: some rows with ids or keys and some without`,
      expected: 'all rows alike',
    });
  }
}

function checkId(path: string, row: number, id: string): void {
  if (id === '') throw malformed(path, `row ${row} has an empty id`, 'an id in every row');
  if (id.length > longestId) {
    throw malformed(
      path,
      `row ${row} has an id of ${id.length} characters`,
      `${longestId} at most`,
    );
  }
  if (id.includes('\0') || !id.isWellFormed()) {
    throw malformed(path, `row ${row} has an id that is not proper text`, 'Unicode without NUL');
  }
}
