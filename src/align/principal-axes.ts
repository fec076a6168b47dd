import { DoubleMatrix, type Eigen, leadingEigen, type Products } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';

/**
 * Far from exact suffices: within what is found the axes are exact, they are orthonormal whatever
 * they are, and what they capture falls short of the most by the square of this.
 */
const tolerance = 1e-4;

/**
 * Where many variances are alike, their axes cannot be told apart, and any of them serve: what a
 * dozen products find captures what there is (the test says how nearly).
 */
const effort = 12;

/** Directions with less than this share of the largest variance are rounding. */
const leastShare = 1e-6;

/**
 * At most `count` leading principal axes of a covariance or second moment [d × d], those with more
 * than a millionth of the largest one's variance: what is below is rounding, and its direction
 * means nothing.
 */
export async function principalAxes(
  moment: DoubleMatrix,
  count: number,
  products: Products,
): Promise<Eigen> {
  const width = moment.columns;
  const most = Math.min(count, width);
  const { values, vectors } = await leadingEigen(moment, most, products, { tolerance, effort });
  const small = values.findIndex(value => !(value > leastShare * values[0]));
  const kept = small < 0 ? values.length : small;
  return {
    values: values.subarray(0, kept),
    vectors: new DoubleMatrix(kept, width, vectors.data.subarray(0, kept * width)),
  };
}

/** The map [d × columns] onto vectors, each times its factor; columns without a vector are zeros. */
export function mapOnto(
  vectors: DoubleMatrix,
  columns: number,
  factor: (k: number) => number = () => 1,
): Matrix {
  const map = Matrix.zeros(vectors.columns, columns);
  for (let k = 0; k < vectors.rows; k++) {
    const [vector, scale] = [vectors.row(k), factor(k)];
    for (let i = 0; i < vector.length; i++) map.data[i * columns + k] = vector[i] * scale;
  }
  return map;
}
