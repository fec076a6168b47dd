import { MingaError } from '../../errors/index.ts';
import type { Constant, Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import type { ForeignTensor } from './foreign-model.ts';
import { elementTypeOf } from './known.ts';

/**
 * A tensor of the file as a constant of the outermost graph, where the body of a loop finds it too.
 * A model that is imported twice into one file (to train and to validate) has its weights in it once.
 *
 * @throws E_ONNX where graphs have no such element type
 */
export function frozen(tensor: ForeignTensor, graph: Graph): Value {
  const root = outermost(graph);
  const type = elementTypeOf(tensor.type, root.float);
  if (type === null) {
    throw new MingaError('E_ONNX', {
      found: `tensor "${tensor.name}" of type ${tensor.type}`,
      expected: 'float, int64, int32, uint8 or bool',
      fix: 'export the model before it is quantised',
    });
  }
  const { data, shape } = tensor;
  const known = root.constants.find(
    constant =>
      constant.value.type === type &&
      constant.value.shape.join() === shape.join() &&
      equalNumbers(constant.data, data),
  );
  if (known !== undefined) return known.value;
  const numbers =
    data instanceof Float32Array ? data : Array.from<number | bigint, number>(data, Number);
  return root.constant(numbers, shape, type);
}

function outermost(graph: Graph): Graph {
  return graph.parent === null ? graph : outermost(graph.parent);
}

function equalNumbers(a: Constant['data'], b: ForeignTensor['data']): boolean {
  return a.length === b.length && a.every((number, i) => Object.is(number, b[i]));
}
