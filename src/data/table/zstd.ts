import { decompressZstd } from 'hyparquet-compressors';

/**
 * Unpacks one Zstandard frame that says how much it holds.
 *
 * The library takes as much memory as the frame claims, so the claim is read first.
 * Frame header: RFC 8878, section 3.1.1.1.
 *
 * @throws Error where the frame does not hold `length` bytes
 */
export function unpackZstd(bytes: Uint8Array, length: number): Uint8Array {
  if (contentSize(bytes) !== length)
    throw new Error('a Zstandard frame of another size than its page');
  return decompressZstd(bytes);
}

function contentSize(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 6 || view.getUint32(0, true) !== 0xfd2fb528) return undefined;
  const descriptor = bytes[4];
  const isSingle = (descriptor & 0x20) !== 0;
  const at = 5 + (isSingle ? 0 : 1) + [0, 1, 2, 4][descriptor & 3];
  const width = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6];
  if (at + width > bytes.length) return undefined;
  switch (width) {
    case 1:
      return bytes[at];
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    case 8:
      return Number(view.getBigUint64(at, true));
    default:
      return undefined;
  }
}
