import { MingaError } from '../../../errors/index.ts';
import type { ForeignModel } from '../../../graph/index.ts';

const quantising = /quantize|^QLinear|Integer$|NBits$/i;
const otherFloats = new Set(['float16', 'bfloat16', 'float64']);

/**
 * Training changes weights a little at a time, which numbers of eight or sixteen bits cannot follow.
 *
 * @throws E_MODEL where weights are quantised, or floating-point numbers of another width
 */
export function requireFloat32({ name, nodes, weights }: ForeignModel): void {
  const quantised = nodes.filter(({ operator }) => quantising.test(operator));
  if (quantised.length > 0) {
    const operators = [...new Set(quantised.map(({ operator }) => operator))].sort();
    throw new MingaError('E_MODEL', {
      found: `${name}: quantised weights (${operators.join(', ')}; ${quantised.length} nodes)`,
      expected: 'float32 weights, to be trained on',
      fix: 'python scripts/dequantise-model.py model_quantized.onnx model.onnx, and name model.onnx',
    });
  }
  const other = [...weights.values()].find(({ type }) => otherFloats.has(type));
  if (other === undefined) return;
  throw new MingaError('E_MODEL', {
    found: `${name}: weight "${other.name}" is ${other.type}`,
    expected: 'float32 weights, to be trained on',
    fix: 'export the model in float32',
  });
}
