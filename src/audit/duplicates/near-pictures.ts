import { type Alignment, makeTemplate, openAligner } from './alignment.ts';
import { reducedPixels } from './brightness.ts';
import { pairsWithin } from './hash-index.ts';
import { laid, orientations, upright } from './orientation.ts';
import { hashCosines, perceptualHash } from './perceptual-hash.ts';

/** Bits of 64 in which the hashes of two pictures may differ that are looked at more closely. */
const hashDistance = 14;

/** The correlation that two pictures have before they are laid over one another, at the least. */
const leastCorrelation = 0.85;

/** What makes two pictures nearly the same: see docs/duplicates.md for how these were chosen. */
const sameBrightness = 0.985;
const sameDetail = 0.95;

/** A smaller deviation of brightness (of 255) is a blank picture: all of those look the same. */
const leastSpread = 1;

/** After so long others get their turn. */
const turnMilliseconds = 20;

/** Candidates that wait to be laid over one another together. */
const mostWaiting = 500_000;

/** Two pictures that are nearly the same, by their places in the list. */
export interface NearPair {
  readonly a: number;
  readonly b: number;
  /** The correlation of their brightness once laid over one another. */
  readonly correlation: number;
}

/** What was found among pictures. */
export interface NearPictures {
  /** By `a`, then by `b`. */
  readonly pairs: readonly NearPair[];
  /** Pictures without anything in them, which were compared with none. */
  readonly blank: number;
}

/** How pictures are searched. */
export interface NearSearch {
  /** Whether mirror pictures and quarter turns count too. */
  readonly orientations: boolean;
  /** Pairs after which the search stops. */
  readonly mostPairs: number;
  /** Waited for between steps of the work, so that others get their turn; it may throw. */
  readonly pause: () => Promise<void>;
}

/**
 * The pairs of reduced pictures that show the same, a little brighter, moved, cut or pressed together:
 * candidates by their hashes, then by correlation, then laid over one another.
 */
export async function nearPictures(
  reduced: readonly Uint8Array[],
  search: NearSearch,
): Promise<NearPictures> {
  const moments = reduced.map(momentsOf);
  const shown = reduced.flatMap((_, i) => (moments[i].length > leastLength ? [i] : []));
  const cosines = shown.map(i => hashCosines(reduced[i]));
  const hashes = cosines.map(values => perceptualHash(values));
  const found = new FoundPairs(reduced.length, search.mostPairs);
  const giveTurns = turns(search.pause);
  for (const orientation of search.orientations ? orientations : [upright]) {
    const turned = shown.map(i => laid(reduced[i], orientation));
    const turnedHashes = cosines.map(values => perceptualHash(values, orientation));
    let waiting: Candidate[] = [];
    const confirm = async () => {
      await confirmAll(waiting, reduced, found, giveTurns);
      waiting = [];
    };
    for (const batch of pairsWithin(hashes, turnedHashes, hashDistance)) {
      for (let k = 0; k < batch.length; k += 2) {
        const [a, b] = [shown[batch[k]], shown[batch[k + 1]]];
        if (a >= b) continue;
        const other = turned[batch[k + 1]];
        if (correlation(reduced[a], moments[a], other, moments[b]) < leastCorrelation) continue;
        waiting.push({ a, b, other });
      }
      if (waiting.length >= mostWaiting) await confirm();
      await giveTurns();
      if (found.isFull) break;
    }
    await confirm();
  }
  return { pairs: found.sorted(), blank: reduced.length - shown.length };
}

/** Two pictures that may be the same, the second laid the way that it was found. */
interface Candidate {
  readonly a: number;
  readonly b: number;
  readonly other: Uint8Array;
}

async function confirmAll(
  candidates: readonly Candidate[],
  reduced: readonly Uint8Array[],
  found: FoundPairs,
  giveTurns: () => Promise<void>,
): Promise<void> {
  const align = openAligner(sameBrightness);
  const byPicture = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const others = byPicture.get(candidate.a);
    if (others === undefined) byPicture.set(candidate.a, [candidate]);
    else others.push(candidate);
  }
  for (const [a, others] of byPicture) {
    // It costs as much as some steps, and serves all that may be the same picture.
    const template = makeTemplate(reduced[a]);
    for (const { b, other } of others) {
      if (found.isFull) return;
      const alignment = align(template, other);
      if (isSame(alignment)) found.add({ a, b, correlation: alignment.brightness });
    }
    await giveTurns();
  }
}

/** Pairs, each once, as it fits best. */
class FoundPairs {
  readonly #pairs = new Map<number, NearPair>();
  readonly #pictures: number;
  readonly #most: number;

  constructor(pictures: number, most: number) {
    this.#pictures = pictures;
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#pairs.size >= this.#most;
  }

  add(pair: NearPair): void {
    const key = pair.a * this.#pictures + pair.b;
    if ((this.#pairs.get(key)?.correlation ?? -1) < pair.correlation) this.#pairs.set(key, pair);
  }

  sorted(): readonly NearPair[] {
    return [...this.#pairs.values()].sort((p, q) => p.a - q.a || p.b - q.b);
  }
}

/** Pauses where the last pause was some time ago. */
function turns(pause: () => Promise<void>): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < turnMilliseconds) return;
    await pause();
    last = performance.now();
  };
}

function isSame(alignment: Alignment | null): alignment is Alignment {
  return (
    alignment !== null && alignment.brightness >= sameBrightness && alignment.detail >= sameDetail
  );
}

interface Moments {
  readonly mean: number;
  /** √Σ(x − mean)² */
  readonly length: number;
}

const leastLength = leastSpread * Math.sqrt(reducedPixels);

function momentsOf(values: Uint8Array): Moments {
  let sum = 0;
  let square = 0;
  for (let k = 0; k < values.length; k++) {
    sum += values[k];
    square += values[k] * values[k];
  }
  const mean = sum / values.length;
  return { mean, length: Math.sqrt(Math.max(0, square - sum * mean)) };
}

function correlation(a: Uint8Array, ofA: Moments, b: Uint8Array, ofB: Moments): number {
  let product = 0;
  // 1,024 products below 2¹⁶ fit 32 bits, in which they are summed fastest.
  for (let k = 0; k < a.length; k++) product = (product + a[k] * b[k]) | 0;
  return (product - a.length * ofA.mean * ofB.mean) / (ofA.length * ofB.length);
}
