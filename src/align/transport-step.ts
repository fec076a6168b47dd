import { add, gemm, softmax, type Value } from '../graph/index.ts';
import type { Products } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { columnMeans, shiftRows } from './pair.ts';

/**
 * The entropic barycentric map y ↦ Σ_j w_j·x_j with w = softmax_j((g_j + y·x_j)/ε) (Pooladian and
 * Niles-Weed, arXiv 2109.12004; the cost is 1 − y·x_j, whose 1 is the same for every j).
 */
export interface Transport {
  /** x_j, [k × d] */
  readonly points: Matrix;
  /** g_j/ε, [k] */
  readonly potential: Float32Array;
  /** ε, above 0 */
  readonly epsilon: number;
}

/** Rows at a time: the weights of so many are held at once. */
const blockRows = 4096;

/** What becomes of rows [n × d]. */
export async function transportRows(
  rows: Matrix,
  transport: Transport,
  products: Products,
): Promise<Matrix> {
  const { centre, points } = around(transport);
  const moved = Matrix.zeros(rows.rows, rows.columns);
  for (let from = 0; from < rows.rows; from += blockRows) {
    const to = Math.min(rows.rows, from + blockRows);
    const part = rows.data.subarray(from * rows.columns, to * rows.columns);
    const block = new Matrix(to - from, rows.columns, part);
    const weights = await products.multiply(block, points, 'second');
    toWeights(weights, transport);
    const placed = shiftRows(await products.multiply(weights, points), centre, 1);
    moved.data.set(placed.data, from * rows.columns);
  }
  return moved;
}

/** The same as ONNX operators. */
export function writeTransport(y: Value, transport: Transport): Value {
  const { graph } = y;
  const { centre, points } = around(transport);
  const placed = graph.constant(points.data, [points.rows, points.columns]);
  const potential = graph.constant(transport.potential, [1, points.rows]);
  const scores = gemm(y, placed, { transB: true, alpha: 1 / transport.epsilon });
  const moved = gemm(softmax(add(scores, potential)), placed);
  return add(moved, graph.constant(centre, [1, centre.length]));
}

/**
 * The points about their mean. Products with the mean are the same for every point, so the weights
 * do not change, but small numbers are rounded less than large ones before ε divides them.
 */
function around({ points }: Transport) {
  const centre = Float32Array.from(columnMeans(points));
  return { centre, points: shiftRows(points, centre, -1) };
}

function toWeights(scores: Matrix, { potential, epsilon }: Transport): void {
  for (let i = 0; i < scores.rows; i++) {
    const row = scores.row(i);
    let highest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < row.length; j++) {
      row[j] = row[j] / epsilon + potential[j];
      highest = Math.max(highest, row[j]);
    }
    let sum = 0;
    for (let j = 0; j < row.length; j++) {
      row[j] = Math.exp(row[j] - highest);
      sum += row[j];
    }
    for (let j = 0; j < row.length; j++) row[j] /= sum;
  }
}
