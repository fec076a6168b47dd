import type { EmbeddingPair } from '../align/index.ts';
import { MingaError } from '../errors/index.ts';
import {
  buildPrediction,
  encodeModel,
  epochNames,
  Graph,
  type Network,
  networkShape,
  parameterCount,
  predict,
  probabilitiesOf,
  type Value,
} from '../graph/index.ts';
import type { Feeds, Runtime, RuntimeTensor, Session } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import { type Dimensions, type HeadSettings, headDesign } from './heads/index.ts';
import { modalityFeeds } from './labelled-pairs.ts';
import type { Task } from './task.ts';
import { floats } from './trainer.ts';

/** A trained head: immutable, plain arrays. */
export interface FittedHead {
  readonly settings: HeadSettings;
  readonly task: Task;
  readonly dimensions: Dimensions;
  readonly variables: ReadonlyMap<string, Float32Array>;
  /** Learned numbers, running statistics left out. */
  readonly parameters: number;
  /** Adds the head to a graph: probabilities [n, C] of `image` [n, dᵢ] and `text` [n, dₜ]. */
  write(pair: { readonly image: Value; readonly text: Value }): Value;
  /** Loads it into a runtime for predictions. */
  open(runtime: Runtime, options?: { readonly threads?: number }): Promise<Predictor>;
}

/** A head that is loaded and ready. */
export interface Predictor {
  /**
   * Probabilities [n, C]; each row sums to 1.
   *
   * @throws E_SHAPE where the rows do not match; E_HEAD_INPUT for other dimensions than in training;
   *   E_NOT_FINITE for a NaN or an infinity
   */
  predictProbabilities(pair: EmbeddingPair): Promise<Matrix>;
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
  const network = headDesign(settings.name).network(dimensions, task.units, settings);
  const shape = networkShape(network);
  for (const declaration of shape.declarations) {
    const expected = declaration.shape.reduce((a, b) => a * b, 1);
    const found = variables.get(declaration.name)?.length;
    if (found === expected) continue;
    throw new MingaError('E_HEAD_INPUT', {
      found: `head ${settings.name} with ${found ?? 'no'} numbers as ${declaration.name}`,
      expected: `${expected}`,
    });
  }
  return {
    settings,
    task,
    dimensions,
    variables,
    parameters: parameterCount(shape),
    write({ image, text }) {
      const constants = new Map(
        shape.declarations.map(({ name, shape: size }) => [
          name,
          image.graph.constant(variables.get(name) ?? [], size),
        ]),
      );
      return probabilitiesOf(predict(network, { image, text }, constants), task.loss);
    },
    async open(runtime, options = {}) {
      const { model } = buildPrediction(network, task.loss);
      const session = await runtime.open(model, options);
      await session.hold(variableFeeds(variables, shape.declarations));
      return predictor(session, network, task.classes.length);
    },
  };
}

function variableFeeds(
  variables: ReadonlyMap<string, Float32Array>,
  declarations: readonly { readonly name: string; readonly shape: readonly number[] }[],
): Feeds {
  return Object.fromEntries(
    declarations.map(({ name, shape }): [string, RuntimeTensor] => [
      epochNames.variable(name),
      { type: 'float32', shape, data: variables.get(name) ?? new Float32Array() },
    ]),
  );
}

function predictor(session: Session, network: Network, classes: number): Predictor {
  return {
    async predictProbabilities(pair) {
      const outputs = await session.run(modalityFeeds(network, pair));
      const probabilities = floats(outputs, 'probabilities');
      return new Matrix(probabilities.length / classes, classes, probabilities);
    },
    close: () => session.close(),
  };
}

/** The head alone as an ONNX model: inputs `image` and `text`, output `probabilities`. */
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
  graph.output('probabilities', head.write(pair));
  return encodeModel(graph);
}
