import { MingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';

/**
 * The mean of the seeds' probabilities: the ensemble that curves are drawn of.
 *
 * @param seeds one matrix n × C for each fit
 * @throws E_RUN where there is none, or their shapes differ
 */
export function meanProbabilities(seeds: readonly Matrix[]): Matrix {
  if (seeds.length === 0) {
    throw new MingaError('E_RUN', {
      found: 'predictions of no seed',
      expected: 'one seed or more',
    });
  }
  const [{ rows, columns }] = seeds;
  const sums = new Float64Array(rows * columns);
  for (const seed of seeds) {
    if (seed.rows !== rows || seed.columns !== columns) {
      throw new MingaError('E_RUN', {
        found: `predictions of ${seed.rows} × ${seed.columns}`,
        expected: `${rows} × ${columns}, as for the first seed`,
      });
    }
    for (let i = 0; i < sums.length; i++) sums[i] += seed.data[i];
  }
  return new Matrix(
    rows,
    columns,
    Float32Array.from(sums, sum => sum / seeds.length),
  );
}
