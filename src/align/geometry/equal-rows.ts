import { type Matrix, Random } from '../../tensor/index.ts';
import { dot } from './products-of-rows.ts';

// Products over blocks may round two equal rows apart.
const tolerance = 1e-6;

/**
 * For each row how many rows equal it, itself among them. Equal rows lie beside one another once all
 * are sorted by their products with one random vector, so that n·log n comparisons do.
 */
export function equalRows(rows: Matrix): Int32Array {
  const random = new Random(0, 'equal rows');
  const direction = Float64Array.from({ length: rows.columns }, () => random.normal());
  const place = Float64Array.from({ length: rows.rows }, (_, i) => dot(direction, rows.row(i)));
  const order = Array.from(place.keys()).sort((i, j) => place[i] - place[j]);
  const sizes = new Int32Array(rows.rows);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && equal(rows.row(order[to - 1]), rows.row(order[to]))) to++;
    for (let k = from; k < to; k++) sizes[order[k]] = to - from;
    from = to;
  }
  return sizes;
}

function equal(a: Float32Array, b: Float32Array): boolean {
  for (let j = 0; j < a.length; j++) if (Math.abs(a[j] - b[j]) > tolerance) return false;
  return true;
}
