import { createHash } from 'node:crypto';
import { MingaError } from '../errors/index.ts';

/** The sha256 of what was embedded: 32 bytes. */
export type ContentKey = Uint8Array;

/** Bytes of a key. */
export const keyBytes = 32;

/**
 * sha256 of the bytes of an image file, or of a text in UTF-8: 32 bytes. Equal content gives equal
 * keys wherever it lies and whatever it is called.
 *
 * @example
 * contentKey('age 54, female'); // Uint8Array(32)
 */
export function contentKey(content: Uint8Array | string): ContentKey {
  return new Uint8Array(createHash('sha256').update(content).digest());
}

/** The first twelve hexadecimal digits: enough to find a key, too little to be one. */
export function shortKey(key: ContentKey): string {
  return Buffer.from(key.subarray(0, 6)).toString('hex');
}

/** @throws E_SHAPE where a key is not 32 bytes long */
export function checkKeys(keys: readonly ContentKey[]): void {
  const wrong = keys.findIndex(key => key.length !== keyBytes);
  if (wrong === -1) return;
  throw new MingaError('E_SHAPE', {
    found: `key ${wrong} of ${keys.length} has ${keys[wrong].length} bytes`,
    expected: `${keyBytes}`,
    fix: 'make keys with contentKey()',
  });
}
