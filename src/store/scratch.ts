/**
 * Memory that is used again: what reads many files one after another would otherwise leave a buffer
 * of each for the collector, which does not hurry for memory outside its heap.
 */
export class Scratch {
  #held = new Uint8Array(0);

  /** So many bytes, with whatever is in them; what was given before is overwritten. */
  bytes(length: number): Uint8Array {
    if (this.#held.length < length) this.#held = new Uint8Array(length);
    return this.#held.subarray(0, length);
  }
}
