import { crc32 } from 'node:zlib';
import type { ContentKey } from './content-key.ts';

/**
 * CRC-32 of a key followed by its row as it lies on disk, as a signed 32-bit number (safetensors has no U32 that
 * every reader knows). The key is part of it, so that a sound row under the wrong key is found too.
 */
export function rowChecksum(key: ContentKey, row: Uint8Array): number {
  return crc32(row, crc32(key)) | 0;
}
