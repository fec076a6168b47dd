import type { Matrix } from '../../tensor/index.ts';
import { dot } from './products-of-rows.ts';

/**
 * ‖xᵢ − yⱼ‖² [n × m] of rows [n × d] and [m × d] in the place of their inner products, by
 * ‖x‖² + ‖y‖² − 2x·y, never below 0. For unit rows it is true to about 10⁻⁶.
 */
export function squaredDistances(inner: Matrix, a: Matrix, b: Matrix): Matrix {
  const [own, other] = [squaredNorms(a), squaredNorms(b)];
  for (let i = 0; i < inner.rows; i++) {
    const row = inner.row(i);
    for (let j = 0; j < row.length; j++) row[j] = Math.max(0, own[i] + other[j] - 2 * row[j]);
  }
  return inner;
}

function squaredNorms(rows: Matrix): Float64Array {
  return Float64Array.from({ length: rows.rows }, (_, i) => dot(rows.row(i), rows.row(i)));
}
