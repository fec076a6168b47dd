import { MingaError } from '../../errors/index.ts';
import { bitCount, type PerceptualHash } from './perceptual-hash.ts';

/** Where a hash is cut: five chunks of 12 or 13 bits, from the highest. */
const chunkBits = [13, 13, 13, 13, 12];

/** Bits in which a chunk may differ: of 14 bits that differ, one of five chunks has 2 or fewer. */
const chunkRadius = 2;

/** The largest distance that is searched: beyond it a pair may differ by 3 bits in every chunk. */
export const mostDistance = chunkBits.length * (chunkRadius + 1) - 1;

/**
 * All pairs of a hash in `left` and one in `right` that differ in `radius` bits or fewer, each told
 * once: `[left, right, left, right, …]`, in batches. Multi-index hashing (M. Norouzi, A. Punjani and
 * D. Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", 2012): hashes are sorted into
 * buckets by each chunk, and only buckets that differ in two bits or fewer are compared.
 *
 * @param radius 0–14
 * @throws E_OPTION where `radius` is out of its range
 */
export function* pairsWithin(
  left: readonly PerceptualHash[],
  right: readonly PerceptualHash[],
  radius: number,
): Generator<readonly number[]> {
  if (!Number.isInteger(radius) || radius < 0 || radius > mostDistance) {
    throw new MingaError('E_OPTION', {
      found: `a distance of ${radius} bits`,
      expected: `a whole number 0–${mostDistance}`,
    });
  }
  const words = { left: wordsOf(left), right: wordsOf(right) };
  for (let chunk = 0; chunk < chunkBits.length; chunk++) {
    const others = buckets(right, chunk);
    for (const [value, members] of buckets(left, chunk)) {
      const found: number[] = [];
      for (const mask of masks[chunk]) {
        const near = others.get(value ^ mask);
        if (near !== undefined) compare(words, members, near, radius, chunk, found);
      }
      if (found.length > 0) yield found;
    }
  }
}

interface Words {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

function compare(
  { left, right }: Words,
  members: readonly number[],
  others: readonly number[],
  radius: number,
  chunk: number,
  found: number[],
): void {
  for (const i of members) {
    for (const j of others) {
      const high = left[2 * i] ^ right[2 * j];
      const low = left[2 * i + 1] ^ right[2 * j + 1];
      if (bitCount(high) + bitCount(low) > radius) continue;
      if (!foundBefore(high, low, chunk)) found.push(i, j);
    }
  }
}

/** True where an earlier chunk has told the pair already. */
function foundBefore(high: number, low: number, chunk: number): boolean {
  for (let earlier = 0; earlier < chunk; earlier++) {
    if (bitCount(chunkOf(high, low, earlier)) <= chunkRadius) return true;
  }
  return false;
}

function wordsOf(hashes: readonly PerceptualHash[]): Int32Array {
  const packed = new Int32Array(2 * hashes.length);
  hashes.forEach(({ high, low }, i) => {
    packed[2 * i] = high;
    packed[2 * i + 1] = low;
  });
  return packed;
}

function buckets(hashes: readonly PerceptualHash[], chunk: number): Map<number, number[]> {
  const found = new Map<number, number[]>();
  hashes.forEach(({ high, low }, i) => {
    const value = chunkOf(high, low, chunk);
    const bucket = found.get(value);
    if (bucket === undefined) found.set(value, [i]);
    else bucket.push(i);
  });
  return found;
}

function chunkOf(high: number, low: number, chunk: number): number {
  switch (chunk) {
    case 0:
      return high >>> 19;
    case 1:
      return (high >>> 6) & 0x1fff;
    case 2:
      return ((high & 0x3f) << 7) | (low >>> 25);
    case 3:
      return (low >>> 12) & 0x1fff;
    default:
      return low & 0xfff;
  }
}

/** For each chunk the numbers of its bits with two ones or fewer. */
const masks = chunkBits.map(bits => {
  const found = [0];
  for (let i = 0; i < bits; i++) {
    found.push(1 << i);
    for (let j = 0; j < i; j++) found.push((1 << i) | (1 << j));
  }
  return found;
});
