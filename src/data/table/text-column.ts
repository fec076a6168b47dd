import type { TableColumn } from './table.ts';

/** Columns with this many distinct texts or fewer keep them decoded; they are asked for again and again. */
const keptDecoded = 65_536;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A column that grows by one cell at a time. The distinct texts stand as UTF-8 in one array of bytes,
 * found again through a hash table (open addressing, linear probing, FNV-1a), so that a text costs
 * its bytes and some twelve more; as strings in a `Map` a million of them cost ten times that.
 */
export class TextColumn {
  #codes = new Int32Array(64);
  #rows = 0;
  #bytes = new Uint8Array(256);
  /** Where text k begins; it ends where the next begins. */
  #starts = new Uint32Array(33);
  #hashes = new Int32Array(32);
  #distinct = 0;
  /** Code + 1 of the text whose hash falls there; 0 where none does. */
  #slots = new Int32Array(64);
  #decoded: readonly string[] | undefined;
  #scratch = new Uint8Array(64);

  /** Adds the text of UTF-8 bytes from `start` to `end`. */
  addBytes(source: Uint8Array, start: number, end: number): void {
    this.#addCode(this.#codeOf(source, start, end));
  }

  addText(text: string): void {
    if (this.#scratch.length < text.length * 3) this.#scratch = new Uint8Array(text.length * 6);
    const { written } = encoder.encodeInto(text, this.#scratch);
    this.addBytes(this.#scratch, 0, written);
  }

  /** Adds empty cells until there are so many rows. */
  fillTo(rows: number): void {
    const from = this.#rows;
    if (from >= rows) return;
    this.addText('');
    while (this.#codes.length < rows) this.#codes = grown(this.#codes, Int32Array);
    this.#codes.fill(this.#codes[from], from, rows);
    this.#rows = rows;
  }

  cell(row: number): string {
    const code = this.#codes[row];
    return this.#decoded?.[code] ?? this.#text(code);
  }

  column(): TableColumn {
    const codes = this.#codes.subarray(0, this.#rows);
    if (this.#decoded !== undefined) return { distinct: this.#decoded, codes };
    const distinct = Array.from({ length: this.#distinct }, (_, code) => this.#text(code));
    if (this.#distinct <= keptDecoded) this.#decoded = distinct;
    return { distinct, codes };
  }

  /** No more cells come: gives back what was taken in advance. */
  close(): void {
    this.#codes = this.#codes.slice(0, this.#rows);
    this.#bytes = this.#bytes.slice(0, this.#starts[this.#distinct]);
    this.#hashes = new Int32Array(0);
    this.#slots = new Int32Array(0);
  }

  #text(code: number): string {
    return decoder.decode(this.#bytes.subarray(this.#starts[code], this.#starts[code + 1]));
  }

  #addCode(code: number): void {
    if (this.#rows === this.#codes.length) this.#codes = grown(this.#codes, Int32Array);
    this.#codes[this.#rows] = code;
    this.#rows += 1;
  }

  #codeOf(source: Uint8Array, start: number, end: number): number {
    const hash = hashOf(source, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) {
      const code = this.#slots[slot] - 1;
      if (this.#hashes[code] === hash && this.#equals(code, source, start, end)) return code;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.#distinct + 1;
    return this.#append(hash, source, start, end);
  }

  #equals(code: number, source: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[code];
    const length = end - start;
    if (this.#starts[code + 1] - from !== length) return false;
    for (let i = 0; i < length; i++) {
      if (this.#bytes[from + i] !== source[start + i]) return false;
    }
    return true;
  }

  #append(hash: number, source: Uint8Array, start: number, end: number): number {
    const code = this.#distinct;
    const from = this.#starts[code];
    const to = from + end - start;
    while (to > this.#bytes.length) this.#bytes = grown(this.#bytes, Uint8Array);
    for (let i = start; i < end; i++) this.#bytes[from + i - start] = source[i];
    if (code + 2 > this.#starts.length) this.#starts = grown(this.#starts, Uint32Array);
    if (code === this.#hashes.length) this.#hashes = grown(this.#hashes, Int32Array);
    this.#starts[code + 1] = to;
    this.#hashes[code] = hash;
    this.#distinct += 1;
    if (this.#distinct * 2 > this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let code = 0; code < this.#distinct; code++) {
      let slot = this.#hashes[code] & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
    this.#slots = slots;
  }
}

/** FNV-1a over bytes, stirred at the end since the lowest bits choose the slot. */
function hashOf(source: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ source[i], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

/** Twice the room, with what was there at the front. */
function grown<T extends Uint8Array | Int32Array | Uint32Array>(
  array: T,
  Kind: new (length: number) => T,
): T {
  const larger = new Kind(array.length * 2);
  larger.set(array);
  return larger;
}
