import { encodeModel, Graph, type Value } from '../graph/index.ts';
import type { Runtime } from '../runtime/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { fittedNetwork } from './fitted-network.ts';
import { headNetwork } from './head-network.ts';
import { type Dimensions, type HeadSettings, headDesign } from './heads/index.ts';
import { type HeadPair, type HeadValues, modalityValues, presence } from './modalities.ts';
import { readingOf, type Task } from './task.ts';

/** A trained head: immutable, plain arrays. */
export interface FittedHead {
  readonly settings: HeadSettings;
  readonly task: Task;
  readonly dimensions: Dimensions;
  readonly variables: ReadonlyMap<string, Float32Array>;
  /** Learned numbers, running statistics left out. */
  readonly parameters: number;
  /**
   * Adds the head to a graph: probabilities [n, C] of `image` [n, dᵢ] and `text` [n, dₜ], or numbers
   * [n, 1] in the target's unit. A head with stand-ins may be told by `presence` [n, 2] which of the
   * two there are.
   */
  write(pair: HeadValues): Value;
  /** Loads it into a runtime for predictions. */
  open(runtime: Runtime, options?: { readonly threads?: number }): Promise<Predictor>;
}

/** A head that is loaded and ready. */
export interface Predictor {
  /**
   * Probabilities [n, C], or of a regression numbers [n, 1] in the target's unit.
   *
   * @throws E_SHAPE where the rows do not match; E_HEAD_INPUT for other dimensions than in training;
   *   E_NOT_FINITE for a NaN or an infinity
   */
  predict(pair: HeadPair): Promise<Matrix>;
  /**
   * Probabilities [n, C]; each row sums to 1, but for several labels at once, where each stands by
   * itself.
   *
   * @throws E_HEAD_INPUT of a regression; else as `predict`
   */
  predictProbabilities(pair: HeadPair): Promise<Matrix>;
  close(): Promise<void>;
}

/**
 * @throws E_HEAD_INPUT where the variables are not those of the head
 */
export function fittedHead(
  settings: HeadSettings,
  task: Task,
  dimensions: Dimensions,
  variables: ReadonlyMap<string, Float32Array>,
): FittedHead {
  const network = headNetwork(settings, dimensions, task.units, { variables });
  const fitted = fittedNetwork(network, task, variables);
  return {
    settings,
    task,
    dimensions,
    variables,
    parameters: fitted.parameters,
    write: pair => fitted.write(modalityValues(network, pair)),
    open: (runtime, options) => fitted.open(runtime, options),
  };
}

/**
 * The head alone as an ONNX model: inputs `image` and `text`, output `probabilities` or
 * `predictions`. One with stand-ins asks for `presence` [n, 2] too: 1 where image and text are there,
 * 0 where the row holds anything finite in place of a missing one.
 */
export function headModel(head: FittedHead): Uint8Array {
  const graph = new Graph();
  const { modalities } = headDesign(head.settings.name);
  const input = (name: 'image' | 'text') =>
    graph.input(name, graph.float, ['N', head.dimensions[name]]);
  // A head of one modality must not ask for the other.
  const [first] = modalities;
  const only = input(first);
  const pair =
    modalities.length === 1 ? { image: only, text: only } : { image: only, text: input('text') };
  const stands = (head.settings.modalityDropout ?? 0) > 0;
  const values = stands
    ? { ...pair, [presence]: graph.input(presence, graph.float, ['N', 2]) }
    : pair;
  graph.output(readingOf(head.task).output, head.write(values));
  return encodeModel(graph);
}
