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
  rowInputs,
  type Value,
} from '../graph/index.ts';
import type { Feeds, Runtime, RuntimeTensor } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import { floats } from './epoch-runner.ts';
import { type HeadPair, modalityFeeds } from './modalities.ts';
import { readingOf, type Task } from './task.ts';
import type { TrainOptions } from './train-options.ts';
import { type Fit, type FitRun, openTrainer } from './trainer.ts';
import { type LabelledRows, takeRows } from './training-rows.ts';

/** A trained network: immutable, plain arrays. */
export interface FittedNetwork {
  readonly network: Network;
  readonly task: Task;
  readonly variables: ReadonlyMap<string, Float32Array>;
  /** Learned numbers, running statistics left out. */
  readonly parameters: number;
  /**
   * Adds the network to a graph, its variables as constants: probabilities [n, C] of its inputs, or
   * numbers [n, 1] in the target's unit.
   */
  write(inputs: Readonly<Record<string, Value>>): Value;
  /** Loads it into a runtime for predictions. */
  open(runtime: Runtime, options?: PredictorOptions): Promise<NetworkPredictor>;
}

/** How a network is loaded for predictions. */
export interface PredictorOptions {
  readonly threads?: number;
  /** Rows that are run at a time, so that memory does not grow with how many there are; all by default. */
  readonly block?: number;
}

/** A network that is loaded and ready. */
export interface NetworkPredictor {
  /**
   * Probabilities [n, C], or of a regression numbers [n, 1] in the target's unit.
   *
   * @param rows a pair, or one tensor [n, …] for each of the network's inputs
   * @throws E_SHAPE where the rows do not match; E_HEAD_INPUT for other dimensions than in training;
   *   E_NOT_FINITE for a NaN or an infinity
   */
  predict(rows: HeadPair | Feeds): Promise<Matrix>;
  /**
   * Probabilities [n, C]; each row sums to 1, but for several labels at once, where each stands by
   * itself.
   *
   * @throws E_HEAD_INPUT of a regression; else as `predict`
   */
  predictProbabilities(rows: HeadPair | Feeds): Promise<Matrix>;
  close(): Promise<void>;
}

/**
 * Trains any network, a head of your own say, on the training rows, stopped on the validation rows.
 *
 * @example
 * const network: Network = {
 *   inputs: { image: 512 },
 *   forward: (layers, { image }) => layers.linear('output', image, 2),
 * };
 * const task = classificationTask(['benign', 'malignant', 'unsure']);
 * const { fitted } = await fitNetwork(runtime, network, task, train, validation, { seed: 0 });
 */
export async function fitNetwork(
  runtime: Runtime,
  network: Network,
  task: Task,
  train: LabelledRows,
  validation: LabelledRows,
  options: TrainOptions & FitRun,
): Promise<{ fitted: FittedNetwork; fit: Fit }> {
  const trainer = await openTrainer(runtime, network, task, options);
  try {
    await trainer.load(train, validation);
    const fit = await trainer.fit(options);
    return { fitted: fittedNetwork(network, task, fit.variables), fit };
  } finally {
    await trainer.close();
  }
}

/**
 * @throws E_HEAD_INPUT where the variables are not those of the network
 */
export function fittedNetwork(
  network: Network,
  task: Task,
  variables: ReadonlyMap<string, Float32Array>,
): FittedNetwork {
  const shape = networkShape(network);
  for (const declaration of shape.declarations) {
    const expected = declaration.shape.reduce((a, b) => a * b, 1);
    const found = variables.get(declaration.name)?.length;
    if (found === expected) continue;
    throw new MingaError('E_HEAD_INPUT', {
      found: `${found ?? 'no'} numbers as ${declaration.name}`,
      expected: `${expected}`,
    });
  }
  return {
    network,
    task,
    variables,
    parameters: parameterCount(shape),
    write(inputs) {
      const [{ graph }] = Object.values(inputs);
      const constants = new Map(
        shape.declarations.map(({ name, shape: size }) => [
          name,
          graph.constant(variables.get(name) ?? [], size),
        ]),
      );
      return readingOf(task).of(predict(network, inputs, constants));
    },
    async open(runtime, { block = Number.POSITIVE_INFINITY, ...options } = {}) {
      const reading = readingOf(task);
      const { model } = buildPrediction(network, reading);
      const session = await runtime.open(model, options);
      await session.hold(variableFeeds(variables, shape.declarations));
      const told = async (rows: HeadPair | Feeds) => {
        const feeds = isPair(rows) ? modalityFeeds(network, rows) : rows;
        const columns = task.kind === 'regression' ? 1 : task.classes.length;
        const run = async (some: Feeds) => {
          const data = floats(await session.run(some), reading.output);
          return new Matrix(data.length / columns, columns, data);
        };
        const blocks = feedBlocks(feeds, block);
        if (blocks === null) return run(feeds);
        const parts: Float32Array[] = [];
        for (const some of blocks) {
          const part = await run(some);
          for (let i = 0; i < part.rows; i++) parts.push(part.row(i));
        }
        return Matrix.fromRows(parts);
      };
      return {
        predict: told,
        async predictProbabilities(rows) {
          if (task.kind === 'regression') {
            throw new MingaError('E_HEAD_INPUT', {
              found: `probabilities asked of a head that tells ${task.target}`,
              expected: 'predict, which gives numbers',
            });
          }
          return told(rows);
        },
        close: () => session.close(),
      };
    },
  };
}

/** The feeds, so many rows at a time; null where one block holds them all. */
function feedBlocks(feeds: Feeds, block: number): Iterable<Feeds> | null {
  const rows = Object.values(feeds)[0]?.shape[0] ?? 0;
  return rows <= block ? null : cutFeeds(feeds, rows, block);
}

function* cutFeeds(feeds: Feeds, rows: number, block: number): Generator<Feeds> {
  for (let start = 0; start < rows; start += block) {
    const length = Math.min(block, rows - start);
    const places = Int32Array.from({ length }, (_, i) => start + i);
    yield Object.fromEntries(
      Object.entries(feeds).map(([name, tensor]) => [name, takeRows(tensor, places)]),
    );
  }
}

function isPair(rows: HeadPair | Feeds): rows is HeadPair {
  return rows.image instanceof Matrix;
}

/** Variables as the inputs of a model that `buildPrediction` made. */
export function variableFeeds(
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

/** The network alone as an ONNX model: its inputs by name, output `probabilities` or `predictions`. */
export function networkModel(fitted: FittedNetwork): Uint8Array {
  const graph = new Graph();
  graph.output(
    readingOf(fitted.task).output,
    fitted.write(rowInputs(graph, fitted.network, 'N', '')),
  );
  return encodeModel(graph);
}
