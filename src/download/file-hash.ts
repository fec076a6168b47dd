import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { MingaError } from '../errors/index.ts';

/** SHA-256 of a file in hexadecimal, read in pieces. @throws E_ABORTED where the signal aborts */
export async function fileSha256(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash, { signal });
  } catch (cause) {
    if (!signal?.aborted) throw cause;
    throw new MingaError('E_ABORTED', { found: `${path}: interrupted while it was hashed`, cause });
  }
  return hash.digest('hex');
}
