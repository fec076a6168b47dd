import { MingaError } from '../errors/index.ts';
import { buildEpoch, epochNames, type Network } from '../graph/index.ts';
import type { Runtime, Session } from '../runtime/index.ts';
import { openBlockJudge } from './block-judge.ts';
import { classWeights } from './class-weights.ts';
import { drawEpoch } from './epoch-feeds.ts';
import { epochRunner, floats, labelFeed, named } from './epoch-runner.ts';
import { initialVariables, stateFeeds } from './initial-state.ts';
import { checkTargets, lossTargets, type Targets, targetCount } from './targets.ts';
import type { Task } from './task.ts';
import { type TrainOptions, trainSettings } from './train-options.ts';
import { type LabelledRows, type TrainingRows, trainingRows } from './training-rows.ts';
import { validationLoss, validationMacroF1 } from './validation-loss.ts';

/** What is told of an epoch. */
export interface EpochRecord {
  readonly epoch: number;
  /** Mean loss of the epoch's batches. */
  readonly trainingLoss: number;
  readonly validationLoss: number;
  /** Of the validation rows, each counted as its most probable class; null of a regression. */
  readonly validationMacroF1: number | null;
  /** The variables that the fit was asked to watch, as they are after the epoch. */
  readonly watched: ReadonlyMap<string, Float32Array>;
}

/** What a fit found. */
export interface Fit {
  /** The variables of the best epoch on validation rows. */
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
  /** Names of variables whose course through the epochs is to be recorded; none by default. */
  readonly watch?: readonly string[];
}

/** A loaded training model with its data, for any number of fits that differ in their seed. */
export interface Trainer {
  /**
   * Hands over the rows of all following fits.
   *
   * @throws E_SHAPE, E_HEAD_INPUT, E_NOT_FINITE where rows, labels or dimensions do not fit;
   *   E_CLASS_EMPTY where a class has no training row
   */
  load(train: LabelledRows, validation: LabelledRows): Promise<void>;
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
 * @throws E_OPTION where an option is outside its range, or a regression is to be watched by macro F1
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
  requireMonitor(task, settings.monitor);
  const { batch, epochs } = settings;
  const { model, shape, optimiser, carry } = buildEpoch(network, {
    batch,
    loss: task.loss,
    optimiser: settings,
    exempt: settings.exempt,
    clip: settings.clip === 0 ? undefined : settings.clip,
    rows: settings.rows,
  });
  const { threads, judged } = settings;
  const session = await runtime.open(model, { threads });
  const judge =
    judged === Number.POSITIVE_INFINITY
      ? null
      : await openBlockJudge(runtime, network, { block: judged, threads });
  const variableInputs = shape.declarations.map(({ name }) => epochNames.variable(name));
  let data: LoadedData | null = null;
  const holdValidation = async (rows: TrainingRows) => {
    const held = await rows.whole('float32');
    await session.hold(named(held, epochNames.validation), { give: true });
  };

  const runner = epochRunner(session, network, carry, {
    batch,
    precision: settings.rows,
    longest: Math.floor(settings.window / batch),
    judges: judge === null,
  });

  return {
    async load(trainPairs, validationPairs) {
      const given = trainingRows('training', network, trainPairs);
      const validation = trainingRows('validation', network, validationPairs);
      checkTargets('training', given.labels, task, 2);
      checkTargets('validation', validation.labels, task, 1);
      const weights = classWeights(task, given.labels, settings.classWeights, settings.beta);
      const train = { ...given, labels: lossTargets(task, given.labels) };
      const rowCount = targetCount(train.labels);
      const size = [weights.length];
      await session.hold({
        [epochNames.weights]: { type: 'float32', shape: size, data: weights },
      });
      const judgedAnew = settings.rereads || judge !== null;
      if (!judgedAnew) await holdValidation(validation);
      const windowed = settings.rereads || settings.window < rowCount;
      if (!windowed) {
        const rows = named(await train.whole(settings.rows), epochNames.train);
        await session.hold({ ...rows, ...labelFeed(train.labels) }, { give: true });
      }
      data = {
        // What the runtime holds may be let go here; rows that are read anew are needed again.
        windows: windowed ? train : null,
        validation: judgedAnew ? validation : null,
        rows: rowCount,
        weights,
        validationLabels: lossTargets(task, validation.labels),
      };
    },
    async fit({ seed, signal, onEpoch, watch = [] }) {
      if (data === null)
        throw new MingaError('E_HEAD_INPUT', { found: 'a fit before its data is loaded' });
      const { windows, validation, rows, weights, validationLabels } = data;
      const started = performance.now();
      await session.hold(stateFeeds(shape, optimiser, initialVariables(shape, seed)), {
        give: true,
      });
      const place = { seed, epochs, rows, batch };
      const draw = (epoch: number) => drawEpoch(shape, optimiser, { ...place, epoch });
      const history: EpochRecord[] = [];
      let best = { epoch: 0, badness: Number.POSITIVE_INFINITY };
      let steps = 0;
      let drawn = draw(1);
      for (let epoch = 1; epoch <= epochs; epoch++) {
        requireGoing(signal);
        // What the last epoch left is the best so far: it is put aside before this one changes it.
        const remember = best.epoch > 0 && best.epoch === epoch - 1 ? variableInputs : undefined;
        if (validation !== null && judge === null) await holdValidation(validation);
        const running = runner(drawn, windows, remember);
        // The next epoch is drawn while the runtime works.
        const next = epoch < epochs ? draw(epoch + 1) : drawn;
        const { losses, logits: together } = await running;
        drawn = next;
        const logits =
          validation === null || judge === null
            ? together
            : await judge.logits(validation, await session.held(variableInputs));
        steps += losses.length;
        const record = {
          epoch,
          trainingLoss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
          validationLoss: validationLoss(task, logits, validationLabels, weights),
        };
        requireFinite(record, settings.rate);
        const score = validationMacroF1(task, logits, validationLabels);
        const watched = await variablesNamed(session, watch);
        history.push({ ...record, validationMacroF1: score, watched });
        onEpoch?.({ ...record, validationMacroF1: score, watched });
        const badness =
          settings.monitor === 'loss' || score === null ? record.validationLoss : -score;
        if (badness < best.badness) best = { epoch, badness };
        else if (epoch - best.epoch >= settings.patience) break;
      }
      const last = best.epoch === history.length;
      const found = await (last
        ? session.held(variableInputs)
        : session.remembered(variableInputs));
      const variables = new Map(
        shape.declarations.map(({ name }) => [name, floats(found, epochNames.variable(name))]),
      );
      const seconds = (performance.now() - started) / 1000;
      return { variables, bestEpoch: best.epoch, history, seconds, steps };
    },
    async close() {
      await judge?.close();
      await session.close();
    },
  };
}

async function variablesNamed(session: Session, names: readonly string[]) {
  if (names.length === 0) return new Map<string, Float32Array>();
  const held = await session.held(names.map(epochNames.variable));
  return new Map(names.map(name => [name, floats(held, epochNames.variable(name))]));
}

/** What `load` leaves for the fits. */
interface LoadedData {
  /** Where rows are read anew in every epoch; null where the runtime holds them. */
  readonly windows: TrainingRows | null;
  /** The same of validation rows, which may be judged a block at a time. */
  readonly validation: TrainingRows | null;
  readonly rows: number;
  readonly weights: Float32Array;
  /** As the loss takes them. */
  readonly validationLabels: Targets;
}

function requireMonitor({ kind }: Task, monitor: 'loss' | 'macroF1'): void {
  if (kind !== 'regression' || monitor === 'loss') return;
  throw new MingaError('E_OPTION', {
    found: 'a regression whose best epoch is chosen by macroF1',
    expected: 'train.monitor: loss, since a number has no classes',
  });
}

function requireGoing(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new MingaError('E_ABORTED', { found: 'training was interrupted' });
}

function requireFinite(
  {
    epoch,
    trainingLoss,
    validationLoss,
  }: Pick<EpochRecord, 'epoch' | 'trainingLoss' | 'validationLoss'>,
  rate: number,
): void {
  if (Number.isFinite(trainingLoss) && Number.isFinite(validationLoss)) return;
  throw new MingaError('E_NOT_FINITE', {
    found: `epoch ${epoch} has a training loss of ${trainingLoss} and a validation loss of ${validationLoss}`,
    expected: 'finite numbers',
    fix: `lower train.rate, now ${rate}`,
  });
}
