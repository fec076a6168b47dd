import { type ContentKey, keyBytes } from './content-key.ts';

const smallest = 64;

/** Rows that are in a journal and not yet in a shard, held in memory until they are sealed. */
export class PendingRows {
  readonly rowBytes: number;
  #keys = new Uint8Array(0);
  #checksums = new Int32Array(0);
  #bytes = new Uint8Array(0);
  #rows = 0;

  /** @param rowBytes bytes of a row as it lies on disk */
  constructor(rowBytes: number) {
    this.rowBytes = rowBytes;
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

  /** n rows as they lie on disk, a view. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#rows * this.rowBytes);
  }

  /** A row as it lies on disk, a view. */
  row(row: number): Uint8Array {
    return this.#bytes.subarray(row * this.rowBytes, (row + 1) * this.rowBytes);
  }

  add(key: ContentKey, row: Uint8Array, checksum: number): void {
    if (this.#rows === this.#checksums.length) this.#grow();
    this.#keys.set(key, this.#rows * keyBytes);
    this.#bytes.set(row, this.#rows * this.rowBytes);
    this.#checksums[this.#rows] = checksum;
    this.#rows += 1;
  }

  clear(): void {
    this.#rows = 0;
  }

  #grow(): void {
    const { keys, checksums, bytes } = this;
    const capacity = Math.max(smallest, this.#rows * 2);
    this.#keys = new Uint8Array(capacity * keyBytes);
    this.#keys.set(keys);
    this.#checksums = new Int32Array(capacity);
    this.#checksums.set(checksums);
    this.#bytes = new Uint8Array(capacity * this.rowBytes);
    this.#bytes.set(bytes);
  }
}
