import type { DuplicatePair } from '../evidence.ts';

/** Pairs of samples up to a number; beyond it they are not kept. */
export class PairList {
  readonly #most: number;
  readonly #pairs: DuplicatePair[] = [];
  #complete = true;

  constructor(most: number) {
    this.#most = most;
  }

  /** False once a pair was not kept. */
  get complete(): boolean {
    return this.#complete;
  }

  /** All pairs within a group of samples with one content. */
  addExact(group: readonly number[]): void {
    for (let k = 0; k < group.length; k++) {
      for (let l = k + 1; l < group.length; l++) {
        if (!this.#add(group[k], group[l], 'exact', 0)) return;
      }
    }
  }

  /** All pairs of a sample of one group and a sample of another. */
  addNear(left: readonly number[], right: readonly number[], distance: number): void {
    for (const a of left) {
      for (const b of right) if (!this.#add(a, b, 'near', distance)) return;
    }
  }

  /** By `a`, then by `b`. */
  sorted(): readonly DuplicatePair[] {
    return this.#pairs.slice().sort((p, q) => p.a - q.a || p.b - q.b);
  }

  #add(one: number, other: number, kind: DuplicatePair['kind'], distance: number): boolean {
    this.#complete &&= this.#pairs.length < this.#most;
    if (!this.#complete) return false;
    this.#pairs.push({ a: Math.min(one, other), b: Math.max(one, other), kind, distance });
    return true;
  }
}
