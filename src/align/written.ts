import { gemm, l2Normalize, type Value } from '../graph/index.ts';
import { type DimensionRule, stretchOf } from './dimensions.ts';

/** Steps 1 and 2 of the paper's rule as ONNX operators: unit rows, then the dimension rule. */
export function writeMatched(image: Value, text: Value, rule: DimensionRule) {
  const unit = { image: l2Normalize(image), text: l2Normalize(text) };
  if (rule === 'keep') return unit;
  const dimension = Math.max(Number(image.shape[1]), Number(text.shape[1]));
  return { image: writeStretch(unit.image, dimension), text: writeStretch(unit.text, dimension) };
}

/** Interpolation is linear, so it is one product with a matrix of two entries a column. */
function writeStretch(x: Value, dimension: number): Value {
  const columns = Number(x.shape[1]);
  if (columns === dimension) return x;
  const { left, weight } = stretchOf(columns, dimension);
  const map = new Float32Array(columns * dimension);
  for (let j = 0; j < dimension; j++) {
    map[left[j] * dimension + j] = 1 - weight[j];
    if (weight[j] > 0) map[(left[j] + 1) * dimension + j] = weight[j];
  }
  return gemm(x, x.graph.constant(map, [columns, dimension]));
}
