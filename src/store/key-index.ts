import { type ContentKey, keyBytes } from './content-key.ts';

/** Keys are kept in blocks, so that growing never copies what is there. */
const blockRows = 8192;
const smallestTable = 1024;
const highestLoad = 0.6;

/**
 * Which row holds which key: an open-addressing table (linear probing) over typed arrays, 32 bytes
 * a row for the key and 7–14 for its slot. A sha256 is uniform already, so its first word is the hash.
 *
 * Rows are numbered in the order in which they were added. A key added twice takes two numbers, of
 * which only the first is ever found: the row was written twice and both hold the same vector.
 */
export class KeyIndex {
  readonly #blocks: Uint8Array[] = [];
  /** Row number + 1; 0 is an empty slot. */
  #slots: Int32Array;
  #rows = 0;
  #size = 0;

  /** @param expected rows that will be added, so that the table need not grow on the way */
  constructor(expected = 0) {
    this.#slots = new Int32Array(tableFor(expected));
  }

  /** Rows added. */
  get rows(): number {
    return this.#rows;
  }

  /** Distinct keys. */
  get size(): number {
    return this.#size;
  }

  /** Adds the key at `source[at…at+31]` as the next row; false where the key was there before. */
  add(source: Uint8Array, at = 0): boolean {
    const block = Math.floor(this.#rows / blockRows);
    if (block === this.#blocks.length) this.#blocks.push(new Uint8Array(blockRows * keyBytes));
    const within = (this.#rows % blockRows) * keyBytes;
    const held = this.#blocks[block];
    // By hand: a view for each of a million keys would cost more than all the rest.
    for (let k = 0; k < keyBytes; k++) held[within + k] = source[at + k];
    this.#rows += 1;
    const slot = this.#slotOf(source, at);
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = this.#rows;
    this.#size += 1;
    if (this.#size > this.#slots.length * highestLoad) this.#grow();
    return true;
  }

  /** The row that holds the key at `source[at…at+31]`, or -1. */
  find(source: Uint8Array, at = 0): number {
    return this.#slots[this.#slotOf(source, at)] - 1;
  }

  /** The key of a row, as a view. */
  key(row: number): ContentKey {
    const within = (row % blockRows) * keyBytes;
    return this.#blocks[Math.floor(row / blockRows)].subarray(within, within + keyBytes);
  }

  #slotOf(source: Uint8Array, at: number): number {
    const mask = this.#slots.length - 1;
    let slot = firstWord(source, at) & mask;
    while (this.#slots[slot] !== 0 && !this.#holds(this.#slots[slot] - 1, source, at)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #holds(row: number, source: Uint8Array, at: number): boolean {
    const block = this.#blocks[Math.floor(row / blockRows)];
    const within = (row % blockRows) * keyBytes;
    // Backwards: neighbours in the table share their first bytes and differ at the end.
    for (let k = keyBytes - 1; k >= 0; k--) {
      if (block[within + k] !== source[at + k]) return false;
    }
    return true;
  }

  #grow(): void {
    const held = this.#slots;
    this.#slots = new Int32Array(held.length * 2);
    const mask = this.#slots.length - 1;
    for (const value of held) {
      if (value === 0) continue;
      let slot = firstWord(this.key(value - 1), 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = value;
    }
  }
}

function firstWord(source: Uint8Array, at: number): number {
  return source[at] | (source[at + 1] << 8) | (source[at + 2] << 16) | (source[at + 3] << 24);
}

function tableFor(rows: number): number {
  let length = smallestTable;
  while (rows > length * highestLoad) length *= 2;
  return length;
}
