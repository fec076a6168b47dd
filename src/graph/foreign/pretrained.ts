import { MingaError } from '../../errors/index.ts';
import type { Layers } from '../layers.ts';
import type { Value } from '../value.ts';
import type { ForeignModel, ForeignWeight } from './foreign-model.ts';
import { importModel } from './import-model.ts';

/** Which part of a pretrained model is used, and which of it is trained further. */
export interface PretrainedOptions {
  /** The values to give back; the model's outputs by default. See `importModel`. */
  readonly outputs?: readonly string[];
  /**
   * Which weights are trained, by their names in the file; none where it is not given. Asked of
   * floating-point weights that the outputs depend on; running statistics always stay as they are.
   */
  readonly trainable?: (name: string, weight: ForeignWeight) => boolean;
}

/**
 * A foreign model as a part of a network: its weights that are trained start as the file has them
 * and become the network's own under `<name>.<weight's name>`; the others are constants.
 *
 * @param name the part's name within the network
 * @param inputs a value for each of the model's inputs, by its names
 * @throws E_ONNX as `importModel`, and where `trainable` chose nothing at all
 * @example
 * const network: Network = {
 *   inputs: { image: { shape: [3, 224, 224] } },
 *   forward(layers, { image }) {
 *     const trainable = (weight: string) => weight.startsWith('blocks.11.');
 *     const { features } = pretrained(layers, 'backbone', model, { image }, { trainable });
 *     return layers.linear('output', features, 7);
 *   },
 * };
 */
export function pretrained(
  layers: Layers,
  name: string,
  model: ForeignModel,
  inputs: Readonly<Record<string, Value>>,
  options: PretrainedOptions = {},
): Record<string, Value> {
  const { trainable } = options;
  const graph = innermostGraph(model, inputs);
  const asked: string[] = [];
  let chosen = 0;
  const values = importModel(model, graph, inputs, {
    outputs: options.outputs,
    parameter(weight) {
      asked.push(weight.name);
      if (trainable === undefined || !trainable(weight.name, weight)) return null;
      chosen += 1;
      const { data, shape } = weight;
      const start = data instanceof Float32Array ? data : Float32Array.from(data, Number);
      return layers.parameter(`${name}.${weight.name}`, shape, { kind: 'given', data: start });
    },
  });
  if (trainable !== undefined && chosen === 0) throw nothingChosen(model, asked);
  return values;
}

function innermostGraph(model: ForeignModel, inputs: Readonly<Record<string, Value>>) {
  const [first, ...rest] = Object.values(inputs);
  if (first === undefined) {
    throw new MingaError('E_ONNX', { found: `${model.name}: no inputs`, expected: 'at least one' });
  }
  return rest.reduce(
    (deepest, { graph }) => (graph.depth > deepest.depth ? graph : deepest),
    first.graph,
  );
}

const shown = 12;

function nothingChosen(model: ForeignModel, names: readonly string[]): MingaError {
  const more = names.length > shown ? `, … (${names.length} in all)` : '';
  return new MingaError('E_ONNX', {
    found: `${model.name}: no weight is trainable among ${names.slice(0, shown).join(', ')}${more}`,
    expected: 'at least one',
    fix: 'choose by these names; PyTorch keeps its own with do_constant_folding=False',
  });
}
