import { availableParallelism } from 'node:os';
import type { Dataset } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import {
  type Fit,
  type FittedNetwork,
  fittedNetwork,
  type NetworkPredictor,
  networkModel,
  openTrainer,
  type Task,
} from '../../fuse/index.ts';
import { Graph, operationsOf, rowOf } from '../../graph/index.ts';
import { openRuntime, type Runtime } from '../../runtime/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { dataMebibytes, type Meter, modelMebibytes, openMeter } from '../costs/index.ts';
import type { EmbeddingOptions } from '../embedding.ts';
import { labelsOf } from '../parts.ts';
import type { BaselineFit } from '../schema/baselines.ts';
import type { Costs } from '../schema/costs.ts';
import { studyTask } from '../task/index.ts';
import { caseLatencies } from './case-latencies.ts';
import { fineTunedWay } from './fine-tuned-way.ts';
import { cachedWay, uncachedWay } from './frozen-way.ts';
import { type BaselineJob, jobDataset } from './job.ts';
import type { PreparationOptions, PreparedWay } from './prepared-way.ts';

/** What a training of one way came to. */
export interface TrainedBaseline {
  readonly settings: PreparedWay['settings'];
  readonly fit: BaselineFit;
  /** Probabilities [n, C]. */
  readonly validation: Matrix;
  readonly test: Matrix;
}

/**
 * Trains one way under one seed, predicts validation and test rows, and measures what it all took.
 * Memory is that of the whole process: give it one of its own.
 *
 * @throws E_NOT_FINITE where no epoch has a finite validation loss; E_ABORTED where the signal aborts
 */
export async function fitBaseline(
  job: BaselineJob,
  { signal, onEvent }: EmbeddingOptions = {},
): Promise<TrainedBaseline> {
  const { parts, baselines, way, seed } = job;
  const dataset = await jobDataset(job);
  const task = studyTask(dataset, labelsOf(dataset, parts.train), job.plan.train);
  const meter = openMeter(baselines.watts);
  let total = 0;
  const onRows = (done: number) => onEvent?.({ kind: 'progress', done: Math.min(done, total - 1) });
  const onStage = (name: string, rows: number) => {
    total = rows;
    onEvent?.({ kind: 'stage', name: `${way.kind}, seed ${seed}: ${name}`, unit: 'row', total });
  };
  const preparation = await meter.measure(() =>
    prepareWay(job, dataset, { signal, onStage, onRows }),
  );
  const prepared = preparation.result;
  const runtime = openRuntime();
  try {
    const training = await meter.measure(() => trainNetwork(runtime, job, task, prepared, signal));
    onEvent?.({ kind: 'progress', done: total });
    const fitted = fittedNetwork(prepared.network, task, training.result.variables);
    const predictor = await fitted.open(runtime, {
      threads: threadsOf(job),
      block: prepared.block,
    });
    const prediction = await meter.measure(() => predictRows(prepared, predictor, parts.test));
    const validation = await predictor.predictProbabilities(await prepared.validationInputs());
    const stretches = { preparation, training, prediction };
    const costs = await costsOf(job, prepared, fitted, predictor, stretches, meter);
    return {
      settings: prepared.settings,
      fit: fitOf(seed, training.result, costs),
      validation,
      test: prediction.result,
    };
  } finally {
    await prepared.close();
    await runtime.close();
  }
}

function prepareWay(
  job: BaselineJob,
  dataset: Dataset,
  options: PreparationOptions,
): Promise<PreparedWay> {
  const { way } = job;
  switch (way.kind) {
    case 'frozen-uncached':
      return uncachedWay(job, dataset, options);
    case 'frozen-cached':
      return cachedWay(job, dataset, options);
    case 'fine-tuned':
      return fineTunedWay(job, way, dataset, options);
  }
}

/** Every core: one training has the machine to itself. */
function threadsOf({ plan }: BaselineJob): number {
  return plan.encode.threads ?? availableParallelism();
}

async function trainNetwork(
  runtime: Runtime,
  job: BaselineJob,
  task: Task,
  prepared: PreparedWay,
  signal: AbortSignal | undefined,
): Promise<Fit> {
  const { plan, baselines, seed } = job;
  const { epochs, patience } = baselines;
  const trainer = await openTrainer(runtime, prepared.network, task, {
    ...plan.train,
    epochs,
    patience,
    threads: threadsOf(job),
    ...prepared.training,
  });
  try {
    await trainer.load(prepared.train, prepared.validation);
    const fit = await trainer.fit({ seed, signal });
    if (fit.bestEpoch > 0) return fit;
    throw new MingaError('E_NOT_FINITE', {
      found: `${job.way.kind}: no epoch has a finite validation loss`,
      expected: 'a finite number',
      fix: 'lower train.rate',
    });
  } finally {
    await trainer.close();
  }
}

async function predictRows(
  { inputs, block: blockRows }: PreparedWay,
  predictor: NetworkPredictor,
  rows: Int32Array,
): Promise<Matrix> {
  const blocks: Float32Array[] = [];
  for (let start = 0; start < rows.length; start += blockRows) {
    const block = await inputs(rows.subarray(start, start + blockRows));
    const probabilities = await predictor.predictProbabilities(block);
    for (let i = 0; i < probabilities.rows; i++) blocks.push(probabilities.row(i));
  }
  return Matrix.fromRows(blocks);
}

type Measured = Awaited<ReturnType<Meter['measure']>>;

async function costsOf(
  job: BaselineJob,
  prepared: PreparedWay,
  fitted: FittedNetwork,
  predictor: NetworkPredictor,
  {
    preparation,
    training,
    prediction,
  }: Record<'preparation' | 'training' | 'prediction', Measured>,
  meter: Meter,
): Promise<Omit<Costs, 'epochs'>> {
  const { parts, baselines } = job;
  // Before the latencies: what they hold is no part of the training.
  const memory = meter.memory();
  const encoders = await prepared.describe();
  const own = networkOperations(fitted);
  const all = encoders.parameters === null ? null : encoders.parameters + fitted.parameters;
  return {
    preparation: preparation.work,
    training: training.work,
    encodingSeconds: prepared.encodingSeconds(),
    rows: parts.train.length,
    rowsPerSecond: 0,
    prediction: prediction.work,
    testRows: parts.test.length,
    latency: await caseLatencies(prepared, predictor, parts.test.subarray(0, baselines.cases)),
    memory,
    paperMemory: {
      modelMiB: modelMebibytes(all ?? fitted.parameters),
      trainingMiB: dataMebibytes(parts.train.length, prepared.rowNumbers),
      testMiB: dataMebibytes(parts.test.length, prepared.rowNumbers),
    },
    bytesOnDisk: {
      models: encoders.bytes,
      vectors: prepared.vectorBytes(),
      trained: networkModel(fitted).length,
    },
    parameters: { all, trained: fitted.parameters },
    operations: {
      encoders: encoders.operations,
      head: own.operations,
      rule: 'two for each multiply-add of products and convolutions, one case',
      uncounted: [...encoders.uncounted, ...own.uncounted],
    },
    energy: meter.energy,
  };
}

/** Of the trained network: the head alone, or with the encoders that were trained. */
function networkOperations({ network, write }: FittedNetwork) {
  const graph = new Graph();
  const one = Object.entries(network.inputs).map(([name, input]) => {
    const { type, shape } = rowOf(input);
    return [name, graph.input(name, type, [1, ...shape])] as const;
  });
  write(Object.fromEntries(one));
  return operationsOf(graph);
}

function fitOf(seed: number, fit: Fit, costs: Omit<Costs, 'epochs'>): BaselineFit {
  const epochs = fit.history.length;
  const { wallSeconds } = costs.training;
  return {
    seed,
    epochs,
    bestEpoch: fit.bestEpoch,
    validationLoss: fit.history[fit.bestEpoch - 1].validationLoss,
    steps: fit.steps,
    costs: { ...costs, epochs, rowsPerSecond: (epochs * costs.rows) / wallSeconds },
  };
}
