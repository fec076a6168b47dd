import type { ForeignModel } from '../../graph/index.ts';

type ForeignNode = ForeignModel['nodes'][number];

/** Which inputs of a linear layer are the activation and the weight, and whether it takes whole numbers. */
interface Linear {
  readonly activation: number;
  readonly weight: number;
  readonly quantised: boolean;
}

const floatLinear: Linear = { activation: 0, weight: 1, quantised: false };

/** By domain and operator. */
const linears: ReadonlyMap<string, Linear> = new Map([
  [':Gemm', floatLinear],
  [':MatMul', floatLinear],
  [':MatMulInteger', { ...floatLinear, quantised: true }],
  [':QLinearMatMul', { activation: 0, weight: 3, quantised: true }],
  ['com.microsoft:QGemm', { activation: 0, weight: 3, quantised: true }],
  ['com.microsoft:MatMulIntegerToFloat', { ...floatLinear, quantised: true }],
  ['com.microsoft:DynamicQuantizeMatMul', floatLinear],
  ['com.microsoft:MatMulNBits', floatLinear],
]);

/** What may stand behind the last linear layer, its bias and the scale of a quantised one apart. */
const behind = new Set(['Cast', 'DequantizeLinear', 'Identity', 'QuantizeLinear']);

/** What may stand between the features and the last linear layer. */
const infront = new Set([
  'DequantizeLinear',
  'Dropout',
  'DynamicQuantizeLinear',
  'Flatten',
  'Identity',
  'QuantizeLinear',
]);

/**
 * Quantisers drop an activation (ReLU) whose effect the fixed range of a QuantizeLinear has anyway.
 * In front of it the numbers are the network's own only where such an operator made them.
 */
const settled = new Set([
  'AveragePool',
  'Flatten',
  'Gather',
  'GlobalAveragePool',
  'LayerNormalization',
  'ReduceMean',
]);

/**
 * The tensor that a classifier's last linear layer reads: where the layer's input is rounded to
 * eight bits, the tensor before the rounding. `null` where the model's only output is not [batch,
 * classes] or is not made by one linear layer with stored weights; nothing is guessed.
 */
export function classifierFeatures(model: ForeignModel): string | null {
  const [output] = model.outputs;
  if (model.outputs.length !== 1 || output.shape?.length !== 2) return null;
  const graph = traced(model);
  const last = lastLinear(output.name, graph);
  return last === null ? null : features(last, graph);
}

/** Who makes what, and which tensors do not depend on the picture. */
interface Traced {
  readonly makers: ReadonlyMap<string, ForeignNode>;
  readonly stored: ReadonlySet<string>;
}

function traced({ nodes, weights, inputs }: ForeignModel): Traced {
  const known = new Set(['', ...weights.keys(), ...inputs.map(({ name }) => name)]);
  const stored = new Set(['', ...weights.keys()]);
  const makers = new Map<string, ForeignNode>();
  for (const node of nodes) {
    // ONNX lists a node behind those that it reads. One that is not is passed over: so every walk ends.
    if (!node.inputs.every(name => known.has(name))) continue;
    // An attribute that is not read may be a graph, which can see any tensor.
    const isClosed = [...node.attributes.values()].every(({ kind }) => kind !== 'other');
    const isStored = isClosed && node.inputs.every(name => stored.has(name));
    for (const name of node.outputs) {
      known.add(name);
      makers.set(name, node);
      if (isStored) stored.add(name);
    }
  }
  return { makers, stored };
}

/** The activation that enters the linear layer which makes the scores. */
interface LinearInput {
  readonly tensor: string;
  readonly quantised: boolean;
}

function lastLinear(scores: string, graph: Traced): LinearInput | null {
  let node = graph.makers.get(scores);
  while (node !== undefined) {
    const linear = linears.get(`${node.domain}:${node.operator}`);
    if (linear !== undefined) return linearInput(node, linear, graph);
    const from = behindLinear(node, graph);
    if (from === null) return null;
    node = graph.makers.get(from);
  }
  return null;
}

function linearInput(node: ForeignNode, linear: Linear, { stored }: Traced): LinearInput | null {
  const tensor = node.inputs[linear.activation] ?? '';
  const weight = node.inputs[linear.weight] ?? '';
  const turned = node.attributes.get('transA');
  const isPlain = turned === undefined || (turned.kind === 'number' && turned.number === 0);
  const fits = isPlain && weight !== '' && stored.has(weight) && !stored.has(tensor);
  return fits ? { tensor, quantised: linear.quantised } : null;
}

/** The tensor to go on from, in front of a node behind the last linear layer. */
function behindLinear(node: ForeignNode, graph: Traced): string | null {
  if (behind.has(node.operator)) return node.inputs[0] ?? null;
  const isBias = node.operator === 'Add';
  if (!isBias && node.operator !== 'Mul') return null;
  const moving = node.inputs.filter(name => {
    return !graph.stored.has(name) && (isBias || !isDynamicScale(name, graph));
  });
  return moving.length === 1 ? moving[0] : null;
}

/** The scale that a dynamic quantisation worked out, times the weight's. */
function isDynamicScale(tensor: string, { makers, stored }: Traced): boolean {
  const product = makers.get(tensor);
  if (product?.operator !== 'Mul') return false;
  const [scale, ...others] = product.inputs.filter(name => !stored.has(name));
  const quantiser = others.length === 0 ? makers.get(scale) : undefined;
  return quantiser?.operator === 'DynamicQuantizeLinear' && quantiser.outputs[1] === scale;
}

function features(last: LinearInput, { makers }: Traced): string | null {
  let found = last.quantised ? null : last.tensor;
  let node = makers.get(last.tensor);
  while (node !== undefined && infront.has(node.operator)) {
    const [before] = node.inputs;
    const maker = makers.get(before);
    const isUnrounded =
      node.operator === 'DynamicQuantizeLinear' ||
      (node.operator === 'QuantizeLinear' && settled.has(maker?.operator ?? ''));
    if (isUnrounded) found = before;
    node = maker;
  }
  return found;
}
