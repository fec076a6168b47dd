import {
  type ForeignModel,
  Graph,
  importModel,
  operationsOf,
  readModel,
  type Value,
} from '../../graph/index.ts';

/** Where a file leaves open how large a picture or how long a text is. */
const side = 224;
const tokens = 64;

/** Parameters and operations a case of an ONNX file. @throws E_ONNX where it cannot be imported */
export function modelFacts(bytes: Uint8Array, modality: 'image' | 'text', about: string) {
  const model = readModel(bytes, { name: about });
  const graph = new Graph();
  const inputs: Record<string, Value> = {};
  let open = false;
  for (const { name, type, shape } of model.inputs) {
    const sizes = (shape ?? []).map((size, axis) => {
      if (axis === 0) return 1;
      if (typeof size === 'number') return size;
      open = true;
      if (modality === 'text') return tokens;
      return axis === 1 ? 3 : side;
    });
    inputs[name] = graph.input(name, type === 'int64' ? 'int64' : 'float32', sizes);
  }
  importModel(model, graph, inputs);
  const { operations, uncounted } = operationsOf(graph);
  const assumed = modality === 'text' ? `${tokens} tokens` : `${side} × ${side} pixels`;
  return {
    parameters: parametersOf(model),
    operations,
    uncounted: [
      ...(open ? [`${about}: counted at ${assumed}`] : []),
      ...uncounted.map(name => `${about}: ${name}`),
    ],
  };
}

/** All numbers of its weights, 8-bit ones too; scales, zero points and shapes are none. */
function parametersOf({ weights, nodes }: ForeignModel): number {
  const scales = new Set(
    nodes
      .filter(({ operator }) => operator === 'QuantizeLinear' || operator === 'DequantizeLinear')
      .flatMap(({ inputs }) => inputs.slice(1)),
  );
  let total = 0;
  for (const { name, type, shape } of weights.values()) {
    if (type === 'int64' || scales.has(name)) continue;
    total += shape.reduce((a, b) => a * b, 1);
  }
  return total;
}
