import { type Alignment, aligned, makeTemplate, type Template } from './alignment.ts';
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

/** Templates that are kept for the next candidate of the same picture. */
const mostTemplates = 1000;

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
  const templateOf = templates(reduced);
  const found = new Map<number, NearPair>();
  const keep = (pair: NearPair) => {
    const key = pair.a * reduced.length + pair.b;
    if ((found.get(key)?.correlation ?? -1) < pair.correlation) found.set(key, pair);
  };
  const isFull = () => found.size >= search.mostPairs;
  for (const orientation of search.orientations ? orientations : [upright]) {
    const turned = shown.map(i => laid(reduced[i], orientation));
    const turnedHashes = cosines.map(values => perceptualHash(values, orientation));
    for (const batch of pairsWithin(hashes, turnedHashes, hashDistance)) {
      for (let k = 0; k < batch.length && !isFull(); k += 2) {
        const [a, b] = [shown[batch[k]], shown[batch[k + 1]]];
        if (a >= b) continue;
        const other = turned[batch[k + 1]];
        if (correlation(reduced[a], moments[a], other, moments[b]) < leastCorrelation) continue;
        const alignment = aligned(templateOf(a), other);
        if (isSame(alignment)) keep({ a, b, correlation: alignment.brightness });
      }
      await search.pause();
      if (isFull()) break;
    }
  }
  const pairs = [...found.values()].sort((p, q) => p.a - q.a || p.b - q.b);
  return { pairs, blank: reduced.length - shown.length };
}

function isSame(alignment: Alignment | null): alignment is Alignment {
  return (
    alignment !== null && alignment.brightness >= sameBrightness && alignment.detail >= sameDetail
  );
}

function templates(reduced: readonly Uint8Array[]): (picture: number) => Template {
  const kept = new Map<number, Template>();
  return picture => {
    const template = kept.get(picture) ?? makeTemplate(reduced[picture]);
    if (kept.size >= mostTemplates) kept.clear();
    kept.set(picture, template);
    return template;
  };
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
  for (let k = 0; k < a.length; k++) product += a[k] * b[k];
  return (product - a.length * ofA.mean * ofB.mean) / (ofA.length * ofB.length);
}
