import type { Matrix } from '../../tensor/index.ts';

/**
 * Uniformity (Wang and Isola 2020, arXiv 2005.10242, t = 2): log of the mean of exp(−2‖xᵢ − xⱼ‖²)
 * over all i < j. 0 where all rows are one point, towards −4 where they spread evenly over a sphere
 * of many dimensions; −8 is the least that it can be.
 *
 * @param distances squared, of a modality's rows with themselves
 * @returns null where there is one row
 */
export function uniformity(distances: Matrix): number | null {
  const { rows } = distances;
  if (rows < 2) return null;
  let sum = 0;
  for (let i = 1; i < rows; i++) {
    const row = distances.row(i);
    for (let j = 0; j < i; j++) sum += Math.exp(-2 * row[j]);
  }
  return Math.log(sum / ((rows * (rows - 1)) / 2));
}
