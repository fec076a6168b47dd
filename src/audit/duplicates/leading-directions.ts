import { Matrix, Random } from '../../tensor/index.ts';

/** Rounds of subspace iteration: the directions need only be orthonormal; better ones prune better. */
const rounds = 3;

/** Below this share of its length a direction is one that is there already. */
const independent = 1e-6;

/**
 * Orthonormal directions in which rows differ most, as rows of a matrix: subspace iteration from random
 * directions (N. Halko, P. Martinsson and J. Tropp, "Finding Structure with Randomness", 2011,
 * algorithm 4.4). Fewer than `count` where the space has no more.
 *
 * @param sample rows less their mean
 */
export function leadingDirections(sample: Matrix, count: number): Matrix {
  const random = new Random(0, 'leading directions');
  const size = sample.columns;
  let directions: readonly Float64Array[] = orthonormal(
    Array.from({ length: Math.min(count, size) }, () =>
      Float64Array.from({ length: size }, () => random.normal()),
    ),
  );
  for (let round = 0; round < rounds; round++) {
    directions = filledUp(orthonormal(spreadBy(sample, directions)), directions);
  }
  return Matrix.fromRows(directions);
}

/** SᵀS applied to each direction. */
function spreadBy(sample: Matrix, directions: readonly Float64Array[]): Float64Array[] {
  return directions.map(direction => {
    const spread = new Float64Array(sample.columns);
    for (let i = 0; i < sample.rows; i++) {
      const row = sample.row(i);
      let along = 0;
      for (let k = 0; k < row.length; k++) along += row[k] * direction[k];
      for (let k = 0; k < row.length; k++) spread[k] += along * row[k];
    }
    return spread;
  });
}

/** Directions in which the sample has no spread are taken from those before. */
function filledUp(
  directions: readonly Float64Array[],
  before: readonly Float64Array[],
): readonly Float64Array[] {
  if (directions.length === before.length) return directions;
  return orthonormal([...directions, ...before]).slice(0, before.length);
}

/** Gram and Schmidt, each step twice, which keeps right angles to the last digits. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const found: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    const before = Math.sqrt(inner(rest, rest));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of found) {
        const along = inner(rest, other);
        for (let k = 0; k < rest.length; k++) rest[k] -= along * other[k];
      }
    }
    const length = Math.sqrt(inner(rest, rest));
    if (length > independent * before) found.push(rest.map(value => value / length));
  }
  return found;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
