import { inflateSync } from 'node:zlib';
import { MingaError } from '../../../errors/index.ts';
import { packBitsDecode } from '../pack-bits.ts';
import { lzwDecode } from './lzw.ts';

/** The bytes of a block, at most `most` of them, whatever the compressed bytes claim. */
export type Decompress = (bytes: Uint8Array, most: number) => Uint8Array;

/** Most bytes that one byte of LZW or PackBits can become; memory is taken by what is there. */
const lzwExpansion = 4096;
const packBitsExpansion = 128;

const decompressors = new Map<number, Decompress>([
  [1, (bytes, most) => bytes.subarray(0, most)],
  [5, (bytes, most) => lzwDecode(bytes, Math.min(most, bytes.length * lzwExpansion))],
  [8, inflate],
  [32946, inflate],
  [32773, (bytes, most) => packBitsDecode(bytes, Math.min(most, bytes.length * packBitsExpansion))],
]);

const refusedNames = new Map([
  [2, 'CCITT'],
  [3, 'CCITT'],
  [4, 'CCITT'],
  [6, 'old JPEG'],
  [7, 'JPEG'],
  [34887, 'LERC'],
  [34925, 'LZMA'],
  [50000, 'Zstandard'],
  [50001, 'WebP'],
  [50002, 'JPEG XL'],
]);

/** @throws E_IMAGE where bands of such a compression cannot be read */
export function decompressor(compression: number): Decompress {
  const found = decompressors.get(compression);
  if (found !== undefined) return found;
  throw new MingaError('E_IMAGE', {
    found: `a multi-band TIFF with ${refusedNames.get(compression) ?? `unknown (${compression})`} compression`,
    expected: 'no compression, deflate, LZW or PackBits',
    fix: 'write the file anew, for instance with gdal_translate -co COMPRESS=DEFLATE',
  });
}

function inflate(bytes: Uint8Array, most: number): Uint8Array {
  return inflateSync(bytes, { maxOutputLength: Math.max(1, most) });
}
