/**
 * Seeded random numbers from a counter: Philox4x32-10 (Salmon et al., "Parallel random numbers: as
 * easy as 1, 2, 3", SC 2011). The k-th number of a stream depends on the seed, the stream and k
 * alone, so streams never influence one another and the same run gives the same numbers anywhere.
 *
 * @example
 * const shuffle = new Random(42, 'shuffle', 3); // seed 42, its own stream for epoch 3
 * shuffle.permutation(10);
 */
export class Random {
  readonly #key: readonly [number, number];
  readonly #stream: readonly [number, number];
  readonly #block = new Uint32Array(4);
  #counter = 0;
  #next = 4;

  /**
   * @param seed a whole number 0–2^53
   * @param stream names a stream of its own, so that (say) dropout and shuffling never share numbers
   * @param index numbers streams of one name (an epoch, a tree, a resample)
   */
  constructor(seed: number, stream = '', index = 0) {
    this.#key = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0];
    this.#stream = [hash(stream), index >>> 0];
  }

  /** A whole number 0–2^32-1, uniform. */
  uint32(): number {
    if (this.#next === 4) {
      const high = Math.floor(this.#counter / 2 ** 32) >>> 0;
      philox(this.#block, this.#counter >>> 0, high, this.#stream, this.#key);
      this.#counter += 1;
      this.#next = 0;
    }
    return this.#block[this.#next++];
  }

  /** The next numbers of `uint32`, many at once. */
  fill(words: Uint32Array): void {
    let i = 0;
    while (i < words.length && this.#next < 4) words[i++] = this.#block[this.#next++];
    for (; i + 4 <= words.length; i += 4) {
      const high = Math.floor(this.#counter / 2 ** 32) >>> 0;
      philox(words, this.#counter >>> 0, high, this.#stream, this.#key, i);
      this.#counter += 1;
    }
    while (i < words.length) words[i++] = this.uint32();
  }

  /** Uniform in [0, 1), with 32 random bits. */
  uniform(): number {
    return this.uint32() / 2 ** 32;
  }

  /** A whole number 0 ≤ x < n (n ≤ 2^32), without modulo bias (Lemire 2019, by rejection). */
  below(n: number): number {
    const limit = 2 ** 32 - (2 ** 32 % n);
    let x = this.uint32();
    while (x >= limit) x = this.uint32();
    return x % n;
  }

  /** Standard normal (Box–Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** The numbers 0 … n-1 in a uniformly random order (Fisher–Yates). */
  permutation(n: number): Int32Array<ArrayBuffer> {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    return order;
  }
}

/** FNV-1a, 32 bits: turns a stream's name into a number. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;

/** Ten rounds of Philox4x32 over the counter (low, high, stream) under `key`, into `out` at `at`. */
export function philox(
  out: Uint32Array,
  low: number,
  high: number,
  stream: readonly [number, number],
  key: readonly [number, number],
  at = 0,
): void {
  let c0 = low;
  let c1 = high;
  let c2 = stream[0];
  let c3 = stream[1];
  let k0 = key[0];
  let k1 = key[1];
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(multiplier0, c0);
    const low0 = Math.imul(multiplier0, c0);
    const high1 = multiplyHigh(multiplier1, c2);
    const low1 = Math.imul(multiplier1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + weyl0) | 0;
    k1 = (k1 + weyl1) | 0;
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}

/**
 * The upper 32 bits of the 64-bit product of two unsigned 32-bit numbers, by halves. No sum below
 * reaches 2^32, so each is exact although the engine computes it in 32-bit integers.
 */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) >>> 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) >>> 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}
