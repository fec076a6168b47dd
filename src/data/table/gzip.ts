import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { MingaError } from '../../errors/index.ts';

/** A gzip file of thirty megabytes can hold thirty gigabytes of the same line. */
const mostUnpacked = 2 ** 35;

const pieceBytes = 2 ** 20;

/**
 * The bytes of a gzip file as they were before it was packed, piece by piece.
 *
 * @throws E_RECORD_VALUE where the file is damaged, or unpacks to more than 32 GiB
 */
export async function* gunzipped(
  path: string,
  name: string,
  most = mostUnpacked,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  // Its errors come out of the iteration below.
  pipeline(createReadStream(path), gunzip, () => {});
  const pieces: AsyncIterator<Uint8Array> = gunzip[Symbol.asyncIterator]();
  let total = 0;
  try {
    for (;;) {
      const next = await pieces.next().catch((cause: unknown) => {
        throw refused(`${name} cannot be unpacked`, 'a whole gzip file', cause);
      });
      if (next.done === true) return;
      total += next.value.length;
      if (total > most) throw refused(`${name} unpacks without end`, `${most} bytes or less`);
      yield next.value;
    }
  } finally {
    gunzip.destroy();
  }
}

function refused(found: string, expected: string, cause?: unknown): MingaError {
  const fix = 'take the file anew, or unpack it by hand';
  return new MingaError('E_RECORD_VALUE', { found, expected, fix, cause });
}
