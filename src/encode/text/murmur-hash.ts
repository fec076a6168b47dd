const multiplier1 = 0xcc9e2d51;
const multiplier2 = 0x1b873593;

/**
 * MurmurHash3, x86, 32 bits (Austin Appleby, public domain), of bytes: 0 … 2^32-1. Chosen because
 * it is defined to the bit everywhere and mixes short keys well; it protects against no one.
 */
export function murmurHash3(bytes: Uint8Array, seed = 0): number {
  let hash = seed | 0;
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) {
    const block = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    hash = Math.imul(rotateLeft(hash ^ scramble(block), 13), 5) + 0xe6546b64;
  }
  let tail = 0;
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | bytes[i];
  hash ^= scramble(tail) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(block: number): number {
  return Math.imul(rotateLeft(Math.imul(block, multiplier1), 15), multiplier2);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
