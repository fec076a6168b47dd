import { type ContentKey, keyBytes } from './content-key.ts';

const smallest = 64;

/** Rows that are in a journal and not yet in a shard, held in memory until they are sealed. */
export class PendingRows {
  readonly dimension: number;
  #keys = new Uint8Array(0);
  #checksums = new Int32Array(0);
  #vectors = new Float32Array(0);
  #rows = 0;

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  get rows(): number {
    return this.#rows;
  }

  /** n × 32, a view. */
  get keys(): Uint8Array {
    return this.#keys.subarray(0, this.#rows * keyBytes);
  }

  /** n, a view. */
  get checksums(): Int32Array {
    return this.#checksums.subarray(0, this.#rows);
  }

  /** n × dimension, a view. */
  get vectors(): Float32Array {
    return this.#vectors.subarray(0, this.#rows * this.dimension);
  }

  /** The vector of a row, a view. */
  vector(row: number): Float32Array {
    return this.#vectors.subarray(row * this.dimension, (row + 1) * this.dimension);
  }

  add(key: ContentKey, vector: Float32Array, checksum: number): void {
    if (this.#rows === this.#checksums.length) this.#grow();
    this.#keys.set(key, this.#rows * keyBytes);
    this.#vectors.set(vector, this.#rows * this.dimension);
    this.#checksums[this.#rows] = checksum;
    this.#rows += 1;
  }

  clear(): void {
    this.#rows = 0;
  }

  #grow(): void {
    const { keys, checksums, vectors } = this;
    const capacity = Math.max(smallest, this.#rows * 2);
    this.#keys = new Uint8Array(capacity * keyBytes);
    this.#keys.set(keys);
    this.#checksums = new Int32Array(capacity);
    this.#checksums.set(checksums);
    this.#vectors = new Float32Array(capacity * this.dimension);
    this.#vectors.set(vectors);
  }
}
