import { unitRows } from '../align/index.ts';
import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { type MeanInterval, meanByGroup, quantileOf } from './mean-by-group.ts';

/** How far the vectors of one encoder lie from those of another, row by row. */
export interface VectorComparison {
  /** Cosine of a row's two vectors; of two vectors of zeros 1, of one alone 0. */
  readonly cosine: {
    readonly minimum: number;
    readonly onePercent: number;
    readonly fivePercent: number;
    readonly median: number;
    readonly mean: number;
  };
  readonly neighbours: NeighbourOverlap;
  /** Length of the candidate's vector by that of the reference's; rows of zeros left out. */
  readonly lengthRatio: {
    readonly fivePercent: number;
    readonly median: number;
    readonly ninetyFivePercent: number;
  };
}

export interface NeighbourOverlap {
  /** Neighbours of a row. */
  readonly k: number;
  /** Rows that were looked at: each one's neighbours are sought among the others. */
  readonly rows: number;
  /** The mean share of neighbours in common; the interval resamples groups. */
  readonly shared: MeanInterval;
  /** That share for neighbours drawn at random. */
  readonly byChance: number;
  /** Mean cosine of different rows' vectors under the reference: what a cosine of 1 stands against. */
  readonly unrelatedCosine: number;
}

const neighbours = 10;

/** Every pair of rows is looked at, so more would take minutes. */
const mostNeighbourRows = 1000;

/** Rows between two looks at the world outside. */
const stride = 64;

/**
 * Compares two encoders' vectors of the same rows.
 *
 * @param groups what is resampled for the interval, one name a row
 * @throws E_ABORTED where the signal aborts
 */
export async function compareVectors(
  candidate: Matrix,
  reference: Matrix,
  groups: readonly string[],
  options: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<VectorComparison> {
  const [own, theirs] = [unitRows(candidate), unitRows(reference)];
  const cosines = Float64Array.from({ length: own.rows }, (_, i) => {
    const [a, b] = [own.row(i), theirs.row(i)];
    return isZero(a) && isZero(b) ? 1 : dot(a, b);
  });
  const ratios = Float64Array.from({ length: own.rows }, (_, i) => {
    const [a, b] = [candidate.row(i), reference.row(i)];
    return Math.sqrt(dot(a, a)) / Math.sqrt(dot(b, b));
  }).filter(ratio => Number.isFinite(ratio) && ratio > 0);
  const cosine = quantileOf(cosines);
  const ratio = quantileOf(ratios);
  return {
    cosine: {
      minimum: cosine(0),
      onePercent: cosine(0.01),
      fivePercent: cosine(0.05),
      median: cosine(0.5),
      mean: cosines.reduce((sum, x) => sum + x, 0) / cosines.length,
    },
    neighbours: await overlap(own, theirs, groups, options),
    lengthRatio: {
      fivePercent: ratio(0.05),
      median: ratio(0.5),
      ninetyFivePercent: ratio(0.95),
    },
  };
}

async function overlap(
  own: Matrix,
  theirs: Matrix,
  groups: readonly string[],
  { seed, signal }: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<NeighbourOverlap> {
  // Rows come ordered as the table is, so every so-manieth stands for all.
  const step = Math.ceil(own.rows / mostNeighbourRows);
  const rows = Array.from({ length: Math.ceil(own.rows / step) }, (_, i) => i * step);
  const [a, b] = [own.take(rows), theirs.take(rows)];
  const k = Math.min(neighbours, rows.length - 1);
  const shares = new Float64Array(rows.length);
  let unrelated = 0;
  for (let i = 0; i < rows.length; i++) {
    if (i % stride === 0) await pause(signal);
    const similar = similarities(b, i);
    unrelated += similar.reduce((sum, x, j) => (j === i ? sum : sum + x), 0);
    const expected = new Set(nearest(similar, i, k));
    const found = nearest(similarities(a, i), i, k);
    shares[i] = found.filter(j => expected.has(j)).length / k;
  }
  return {
    k,
    rows: rows.length,
    shared: meanByGroup(
      shares,
      rows.map(i => groups[i]),
      seed,
    ),
    byChance: k / (rows.length - 1),
    unrelatedCosine: unrelated / (rows.length * (rows.length - 1)),
  };
}

function similarities(rows: Matrix, i: number): Float32Array {
  const row = rows.row(i);
  return Float32Array.from({ length: rows.rows }, (_, j) => dot(row, rows.row(j)));
}

/** The `k` most similar rows other than `i` itself; of equal ones the first. */
function nearest(similar: Float32Array, i: number, k: number): number[] {
  const others = Array.from(similar.keys()).filter(j => j !== i);
  return others.sort((a, b) => similar[b] - similar[a] || a - b).slice(0, k);
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
  if (signal?.aborted) {
    throw new MingaError('E_ABORTED', {
      found: 'the check was interrupted',
      fix: 'run the same command again: vectors that were made are kept',
    });
  }
}

function isZero(row: Float32Array): boolean {
  return row.every(x => x === 0);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
