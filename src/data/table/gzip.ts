import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MingaError } from '../../errors/index.ts';

/** Bytes that a file may unpack to: more would not fit into one text, and a small file can hold any number. */
const largestUnpacked = 2 ** 29 - 1;

/**
 * The bytes of a file as they were before gzip; as they are where it was not packed.
 *
 * @throws E_RECORD_VALUE where the file is damaged or unpacks to more than 512 MiB
 */
export async function unpacked(
  bytes: Uint8Array,
  name: string,
  largest = largestUnpacked,
): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return promisify(gunzip)(bytes, { maxOutputLength: largest }).catch(cause => {
    throw new MingaError('E_RECORD_VALUE', {
      found: `${name} cannot be unpacked`,
      expected: 'a whole gzip file of 512 MiB or less when unpacked',
      fix: 'take the file anew, or unpack it by hand',
      cause,
    });
  });
}
