import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, fileError } from './file-error.ts';
import type { ShardEntry } from './manifest.ts';

/** A shard that is not as it was written. */
export interface DamagedShard {
  readonly path: string;
  readonly rows: number;
  readonly reason: string;
}

/** What a check of every byte found. */
export interface StoreHealth {
  /** Shards and rows that were checked, damaged ones included. */
  readonly shards: number;
  readonly rows: number;
  /** Empty where all is well. The remedy: delete the file; its rows are then computed anew. */
  readonly damaged: readonly DamagedShard[];
}

const chunkBytes = 1 << 20;
/** A reader may have been open while writers merged. */
const missing = 'it is missing: deleted, or merged into another since the store was opened';

/**
 * Reads every byte of every shard and compares its sha256 with the one in the manifest.
 *
 * @throws E_STORE where a file is there and cannot be read
 */
export async function checkShards(
  folder: string,
  entries: readonly ShardEntry[],
): Promise<StoreHealth> {
  const damaged: DamagedShard[] = [];
  let rows = 0;
  for (const entry of entries) {
    rows += entry.rows;
    const path = join(folder, entry.name);
    const sha256 = await fileDigest(path);
    if (sha256 === entry.sha256) continue;
    const reason = sha256 === undefined ? missing : 'it does not match its sha256';
    damaged.push({ path, rows: entry.rows, reason });
  }
  return { shards: entries.length, rows, damaged };
}

async function fileDigest(path: string): Promise<string | undefined> {
  try {
    const handle = await open(path, 'r');
    try {
      const hash = createHash('sha256');
      const chunk = Buffer.allocUnsafe(chunkBytes);
      for (;;) {
        const { bytesRead } = await handle.read(chunk, 0, chunkBytes, null);
        if (bytesRead === 0) return hash.digest('hex');
        hash.update(chunk.subarray(0, bytesRead));
      }
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw fileError(cause, path, 'read');
  }
}
