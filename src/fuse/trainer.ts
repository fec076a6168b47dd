import { MingaError } from '../errors/index.ts';
import { buildEpoch, epochNames, type Network } from '../graph/index.ts';
import type { Feeds, Runtime, RuntimeTensor, Session } from '../runtime/index.ts';
import { epochFeeds } from './epoch-feeds.ts';
import { initialVariables, stateFeeds } from './initial-state.ts';
import { checkLabels, type LabelledPairs, modalityFeeds } from './labelled-pairs.ts';
import { classWeights, type Task } from './task.ts';
import { type TrainOptions, trainSettings } from './train-options.ts';
import { validationLoss } from './validation-loss.ts';

/** What is told of an epoch. */
export interface EpochRecord {
  readonly epoch: number;
  /** Mean loss of the epoch's batches. */
  readonly trainingLoss: number;
  readonly validationLoss: number;
}

/** What a fit found. */
export interface Fit {
  /** The variables of the epoch with the lowest validation loss. */
  readonly variables: ReadonlyMap<string, Float32Array>;
  readonly bestEpoch: number;
  readonly history: readonly EpochRecord[];
  /** Wall time of the training, validation included. */
  readonly seconds: number;
  /** Batches that were trained on. */
  readonly steps: number;
}

/** What differs from fit to fit. */
export interface FitRun {
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onEpoch?: (record: EpochRecord) => void;
}

/** A loaded training model with its data, for any number of fits that differ in their seed. */
export interface Trainer {
  /**
   * Hands over the rows of all following fits.
   *
   * @throws E_SHAPE, E_HEAD_INPUT, E_NOT_FINITE where rows, labels or dimensions do not fit;
   *   E_CLASS_EMPTY where a class has no training row
   */
  load(train: LabelledPairs, validation: LabelledPairs): Promise<void>;
  /**
   * One fit at a time: fits of one trainer share its session.
   *
   * @throws E_ABORTED where the signal says so (looked at between epochs); E_NOT_FINITE where the
   *   loss diverges; E_HEAD_INPUT before data was loaded
   */
  fit(run: FitRun): Promise<Fit>;
  close(): Promise<void>;
}

/**
 * Builds and loads the epoch model of a network.
 *
 * @throws E_OPTION where an option is outside its range
 * @example
 * const trainer = await openTrainer(runtime, network, task, { epochs: 20 });
 * await trainer.load(train, validation);
 * const { variables } = await trainer.fit({ seed: 0 });
 */
export async function openTrainer(
  runtime: Runtime,
  network: Network,
  task: Task,
  options: TrainOptions = {},
): Promise<Trainer> {
  const settings = trainSettings(options);
  const epochModel = buildEpoch(network, {
    batch: settings.batch,
    loss: task.loss,
    optimiser: settings,
  });
  const session = await runtime.open(epochModel.model, { threads: settings.threads });
  let data: { weights: Float32Array; rows: number; validationLabels: Int32Array } | null = null;

  return {
    async load(train, validation) {
      checkLabels('training', train, task.classes.length, 2);
      checkLabels('validation', validation, task.classes.length, 1);
      const weights = classWeights(task, train.labels, settings.classWeights);
      await session.hold(dataFeeds(network, train, validation, weights));
      // The runtime has the embeddings now; here they may be let go.
      data = { weights, rows: train.labels.length, validationLabels: validation.labels.slice() };
    },
    async fit({ seed, signal, onEpoch }) {
      if (data === null)
        throw new MingaError('E_HEAD_INPUT', { found: 'a fit before its data is loaded' });
      const { weights, rows, validationLabels } = data;
      const started = performance.now();
      await session.hold(stateFeeds(epochModel.shape, initialVariables(epochModel.shape, seed)));
      const feedsOf = (epoch: number) =>
        epochFeeds(epochModel.shape, { seed, epoch, rows, batch: settings.batch }, settings);
      const history: EpochRecord[] = [];
      let best = { epoch: 0, loss: Number.POSITIVE_INFINITY };
      let variables: ReadonlyMap<string, Float32Array> = new Map();
      let steps = 0;
      let feeds = feedsOf(1);
      for (let epoch = 1; epoch <= settings.epochs; epoch++) {
        if (signal?.aborted)
          throw new MingaError('E_ABORTED', { found: 'training was interrupted' });
        const running = session.run(feeds, { carry: epochModel.carry });
        // The runtime has a thread of its own; the next epoch is drawn while it works.
        if (epoch < settings.epochs) feeds = feedsOf(epoch + 1);
        const outputs = await running;
        const losses = floats(outputs, epochNames.losses);
        steps += losses.length;
        const logits = floats(outputs, epochNames.logits);
        const record = {
          epoch,
          trainingLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
          validationLoss: validationLoss(task, logits, validationLabels, weights),
        };
        requireFinite(record, settings.rate);
        history.push(record);
        onEpoch?.(record);
        if (record.validationLoss < best.loss) {
          best = { epoch, loss: record.validationLoss };
          variables = await currentVariables(session, epochModel.shape.declarations);
        } else if (epoch - best.epoch >= settings.patience) break;
      }
      const seconds = (performance.now() - started) / 1000;
      return { variables, bestEpoch: best.epoch, history, seconds, steps };
    },
    close: () => session.close(),
  };
}

function dataFeeds(
  network: Network,
  train: LabelledPairs,
  validation: LabelledPairs,
  weights: Float32Array,
): Feeds {
  const feeds: Feeds = {
    [epochNames.labels]: {
      type: 'int64',
      shape: [train.labels.length],
      data: BigInt64Array.from(train.labels, BigInt),
    },
    [epochNames.weights]: { type: 'float32', shape: [weights.length], data: weights },
  };
  return {
    ...feeds,
    ...modalityFeeds(network, train, epochNames.train),
    ...modalityFeeds(network, validation, epochNames.validation),
  };
}

async function currentVariables(
  session: Session,
  declarations: readonly { readonly name: string }[],
) {
  const held = await session.held(declarations.map(({ name }) => epochNames.variable(name)));
  return new Map(declarations.map(({ name }) => [name, floats(held, epochNames.variable(name))]));
}

/** @throws E_RUNTIME where there is no float32 output of that name */
export function floats(
  tensors: Readonly<Record<string, RuntimeTensor>>,
  name: string,
): Float32Array {
  const tensor = tensors[name];
  if (tensor?.type === 'float32') return tensor.data;
  throw new MingaError('E_RUNTIME', { found: `no float32 output named ${name}` });
}

function requireFinite({ epoch, trainingLoss, validationLoss }: EpochRecord, rate: number): void {
  if (Number.isFinite(trainingLoss) && Number.isFinite(validationLoss)) return;
  throw new MingaError('E_NOT_FINITE', {
    found: `epoch ${epoch} has a training loss of ${trainingLoss} and a validation loss of ${validationLoss}`,
    expected: 'finite numbers',
    fix: `lower train.rate, now ${rate}`,
  });
}
