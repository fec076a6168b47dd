import { MingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';
import { type ContentKey, shortKey } from './content-key.ts';
import type { StoreContents } from './contents.ts';
import { readShardRows, type WantedRow } from './shard-reader.ts';

/**
 * The rows of `keys`, in order (keys.length × dimension), from memory and from shards.
 *
 * @throws E_STORE where a key is absent or a file cannot be read
 * @throws E_CHECKSUM where a row has changed since it was written
 */
export async function readRows(
  contents: StoreContents,
  folder: string,
  keys: readonly ContentKey[],
): Promise<Matrix> {
  const { index, shards, pending, codec, identity } = contents;
  const wanted = locate(contents, folder, keys);
  const out = Matrix.zeros(keys.length, identity.dimension);
  // Pending rows first and at once: a seal may move them while shards are being read.
  const sealed = index.rows - pending.rows;
  const fromShards = wanted.filter(({ row }) => row < sealed);
  for (const { row, place } of wanted.slice(fromShards.length)) {
    const key = index.key(row);
    if (!codec.decode(key, pending.row(row - sealed), out.row(place))) {
      throw new MingaError('E_CHECKSUM', {
        found: `${folder}: a row that waits in a journal was not written under its key`,
        fix: 'delete the journal and run again: its rows are then computed anew',
      });
    }
  }
  let next = 0;
  for (const shard of [...shards]) {
    const from = next;
    const end = shard.start + shard.entry.rows;
    while (next < fromShards.length && fromShards[next].row < end) next += 1;
    if (next > from) await readShardRows(shard, fromShards.slice(from, next), index, codec, out);
  }
  return out;
}

/** Where the rows of `keys` are, in ascending order of row. */
function locate(
  { index, codec }: StoreContents,
  folder: string,
  keys: readonly ContentKey[],
): readonly WantedRow[] {
  const wanted = keys.map((key, place) => ({ row: index.find(codec.storedKey(key)), place }));
  const absent = wanted.findIndex(({ row }) => row === -1);
  if (absent !== -1) {
    throw new MingaError('E_STORE', {
      found: `${folder} has no row for key ${shortKey(codec.storedKey(keys[absent]))}… (${absent + 1} of ${keys.length})`,
      expected: 'a key that was appended',
      fix: 'ask has() first and embed what is missing',
    });
  }
  return wanted.sort((a, b) => a.row - b.row);
}
