import { MingaError } from '../../errors/index.ts';
import { openRuntime, type Runtime } from '../../runtime/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { nearPoints } from './near-points.ts';
import { project } from './projection.ts';
import { choosePruning } from './pruning.ts';
import { interrupted } from './take-prints.ts';
import { product, type UnitRows, unitRows } from './unit-rows.ts';

/** How near vectors are searched for. */
export interface NearVectorOptions {
  /** The cosine that a pair has at the least, 0–1. Default .99. */
  readonly cosine?: number;
  /** Pairs after which the search stops; a whole number from 1. Default 1,000,000. */
  readonly mostPairs?: number;
  /** Threads within a product. Default 2. */
  readonly threads?: number;
  /** Where the products are computed. Default: a thread of its own for this search. */
  readonly runtime?: Runtime;
  readonly signal?: AbortSignal;
  /** Told from time to time the share of the work that is done, 0–1. */
  readonly onProgress?: (done: number) => void;
}

/** Two rows that point nearly the same way. */
export interface VectorPair {
  readonly a: number;
  /** Above `a`. */
  readonly b: number;
  /** In double precision. */
  readonly cosine: number;
}

/** What was found among the rows of a matrix. */
export interface NearVectors {
  /** By `a`, then by `b`. */
  readonly pairs: readonly VectorPair[];
  /** False where the search stopped at `mostPairs`: there are more. */
  readonly complete: boolean;
  /** How many pairs there are: their number where `complete`, else as a sample of rows has it. */
  readonly expectedPairs: number;
  /** Rows of zeros, which have no direction. */
  readonly zeroRows: readonly number[];
}

const defaults = { cosine: 0.99, mostPairs: 1_000_000, threads: 2 };

/**
 * All pairs of rows whose cosine is `cosine` or more; none is left out, however many rows there are.
 *
 * Every row is compared with every other, but first only along the directions in which rows differ
 * most: what is left out only adds to a distance, so a pair too far apart there is too far apart.
 * What remains is computed in double precision over all dimensions. Memory besides the matrix: some
 * 300 bytes a row and 64 MB (where directions do not help, eight bytes a number).
 *
 * Collapsed embeddings have millions of such pairs: the search stops at `mostPairs` and says about
 * how many there are.
 *
 * @param matrix one embedding a row, of any length
 * @throws E_NOT_FINITE where a number is NaN or infinite
 * @throws E_OPTION where an option is out of its range
 * @throws E_ABORTED where the signal aborts
 * @example
 * const { pairs } = await nearVectorPairs(Matrix.fromRows([[1, 0], [2, 0.01], [0, 1]]));
 * pairs; // [{ a: 0, b: 1, cosine: 0.9999875… }]
 */
export async function nearVectorPairs(
  matrix: Matrix,
  options: NearVectorOptions = {},
): Promise<NearVectors> {
  const { cosine, mostPairs, threads } = checked({ ...defaults, ...options });
  const { signal, onProgress = () => {} } = options;
  const unit = unitRows(matrix);
  const zeroRows = [...unit.squares.keys()].filter(i => unit.squares[i] === 0);
  if (unit.rows.length < 2) return { pairs: [], complete: true, expectedPairs: 0, zeroRows };
  // Of rows of length 1, |x − y|² = 2 − 2 cos.
  const distance = Math.sqrt(2 - 2 * cosine);
  const pause = async () => {
    await new Promise(resolve => setImmediate(resolve));
    if (signal?.aborted) throw interrupted();
  };
  await pause();
  const { directions, nearShare } = choosePruning(unit, distance);
  const runtime = options.runtime ?? openRuntime();
  const pairs: VectorPair[] = [];
  let complete = true;
  try {
    const projection = await project(runtime, unit, directions, { threads, pause });
    for await (const near of nearPoints(runtime, projection, distance, threads)) {
      for (let k = 0; k < near.pairs.length && complete; k += 2) {
        const pair = pairOf(unit, unit.rows[near.pairs[k]], unit.rows[near.pairs[k + 1]]);
        if (pair.cosine < cosine) continue;
        complete = pairs.length < mostPairs;
        if (complete) pairs.push(pair);
      }
      if (!complete) break;
      onProgress(near.done);
      await pause();
    }
  } finally {
    if (options.runtime === undefined) await runtime.close();
  }
  pairs.sort((p, q) => p.a - q.a || p.b - q.b);
  const all = (unit.rows.length * (unit.rows.length - 1)) / 2;
  const expectedPairs = complete
    ? pairs.length
    : Math.max(pairs.length + 1, Math.round(nearShare * all));
  return { pairs, complete, expectedPairs, zeroRows };
}

function pairOf({ matrix, squares }: UnitRows, a: number, b: number): VectorPair {
  const cosine = product(matrix.row(a), matrix.row(b)) / Math.sqrt(squares[a] * squares[b]);
  return { a, b, cosine };
}

type Settings = Pick<Required<NearVectorOptions>, keyof typeof defaults>;

function checked({ cosine, mostPairs, threads }: Settings): Settings {
  if (!(cosine >= 0 && cosine <= 1)) {
    throw new MingaError('E_OPTION', { found: `cosine ${cosine}`, expected: 'a number 0–1' });
  }
  for (const [name, value] of Object.entries({ mostPairs, threads })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new MingaError('E_OPTION', {
      found: `${name} ${value}`,
      expected: 'a whole number from 1',
    });
  }
  return { cosine, mostPairs, threads };
}
