import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { errnoOf } from '../file-error.ts';
import { type ExchangeFormat, formatOf } from './exchange-format.ts';
import { unreadable } from './malformed.ts';
import { npyFiles } from './npy-files.ts';

/**
 * sha256, in hexadecimal, of a table's file; for npy of the vectors' file followed by those of ids
 * and keys, where they are there: the same vectors under other ids are another table.
 *
 * @throws E_OPTION where the ending names no format; E_EXCHANGE where the file cannot be read
 */
export async function embeddingsDigest(
  file: string,
  { format }: { readonly format?: ExchangeFormat } = {},
): Promise<string> {
  const hash = createHash('sha256');
  const { vectors, ids, keys } = npyFiles(file);
  const besides = formatOf(file, format) === 'npy' ? [ids, keys] : [];
  try {
    for await (const bytes of createReadStream(vectors)) hash.update(bytes);
    for (const path of besides) await addIfThere(hash, path);
  } catch (cause) {
    throw unreadable(file, cause);
  }
  return hash.digest('hex');
}

async function addIfThere(hash: ReturnType<typeof createHash>, path: string): Promise<void> {
  try {
    for await (const bytes of createReadStream(path)) hash.update(bytes);
  } catch (cause) {
    if (errnoOf(cause) !== 'ENOENT') throw cause;
  }
}
