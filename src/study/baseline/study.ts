import { resolve } from 'node:path';
import type { Dataset } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { bootstrap, mostProbable, perMetric } from '../../evaluate/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { EmbeddingOptions, EncodedDataset } from '../embedding.ts';
import { differenceFigure, intervalFigure } from '../figures.ts';
import { requireGoingOn } from '../interruption.ts';
import { labelledRows } from '../labelled-rows.ts';
import { requireBothModalities } from '../modalities.ts';
import type { Parts } from '../parts.ts';
import type { Plan } from '../plan.ts';
import type { BaselineResult, BaselinesResult, WayName } from '../schema/baselines.ts';
import { requireClasses } from '../task/index.ts';
import { chosenEncoders } from './chosen-encoders.ts';
import { fitBaseline, type TrainedBaseline } from './fit.ts';
import { givenHash } from './given-hash.ts';
import { type BaselineJob, jobKey } from './job.ts';
import { launchBaseline } from './launch.ts';
import type { PlannedBaselines } from './plan-schema.ts';
import { costRatio } from './ratios.ts';
import { baselinePredictions, readBaseline, writeBaseline } from './record.ts';

/** A study's data, divided and encoded: whose rows the baselines are trained on. */
export interface BaselineSubject {
  readonly plan: Plan;
  readonly dataset: Dataset;
  readonly encoded: EncodedDataset;
  readonly parts: Parts;
}

export interface BaselineStudyOptions extends EmbeddingOptions {
  /**
   * Whether each training has a process of its own, so that its memory can be told apart. True by
   * default; without it the figures of memory are those of the whole calling process.
   */
  readonly apart?: boolean;
}

/**
 * Trains every way of the plan under every seed, and tells how good each is and what it costs. What
 * an earlier run of the same plan finished is not done again.
 *
 * @throws E_PLAN where the data lack a modality, samples have no one class, or the encoders cannot
 *   be run again
 * @throws E_ABORTED where the signal aborts: the same call goes on with the training it was in
 */
export async function runBaselines(
  baselines: PlannedBaselines,
  subject: BaselineSubject,
  options: BaselineStudyOptions = {},
): Promise<BaselinesResult> {
  const { plan, dataset, encoded, parts } = subject;
  requireRawData(dataset);
  const encoders = chosenEncoders(plan, baselines, encoded);
  const shared = { plan, baselines, encoders, parts, datasetHash: dataset.hash };
  // Before anything is trained: what cannot be read is refused at once.
  const given = await Promise.all(baselines.ways.map(givenHash));
  const ways: TrainedWay[] = [];
  for (const [i, way] of baselines.ways.entries()) {
    const trained: TrainedBaseline[] = [];
    const keys: string[] = [];
    for (const seed of baselines.seeds) {
      const job = { ...shared, way, seed, given: given[i] };
      const key = jobKey(job);
      keys.push(key);
      trained.push(await trainedBaseline({ ...job, key }, options));
    }
    ways.push({ way: way.kind, trained, keys });
  }
  return {
    image: encoders.imageId,
    text: encoders.textId,
    head: baselines.head,
    epochs: baselines.epochs,
    patience: baselines.patience,
    rows: {
      train: parts.train.length,
      validation: parts.validation.length,
      test: parts.test.length,
    },
    ...figuresOf(ways, subject),
    agreement: agreementOf(ways),
    ratios: ratiosOf(ways),
  };
}

/** @throws E_PLAN where a data set is none that baselines can be trained on, before it is encoded */
export function requireRawData(dataset: Dataset): void {
  requireClasses(dataset, 'baselines');
  requireBothModalities(dataset);
}

interface TrainedWay {
  readonly way: WayName;
  /** One a seed. */
  readonly trained: readonly TrainedBaseline[];
  readonly keys: readonly string[];
}

async function trainedBaseline(
  job: BaselineJob,
  { apart = true, ...options }: BaselineStudyOptions,
): Promise<TrainedBaseline> {
  const folder = resolve(job.plan.report.folder);
  const { key } = job;
  const known = await readBaseline(folder, key);
  if (known !== null) return known;
  requireGoingOn(options.signal, 'training the baselines');
  if (apart) await launchBaseline(job, folder, options);
  else await writeBaseline(folder, key, await fitBaseline(job, options));
  const written = await readBaseline(folder, key);
  if (written !== null) return written;
  throw new MingaError('E_RUN', {
    found: `the record of a baseline, which was just written to ${folder}, cannot be read`,
    fix: 'see whether the disk is full, and run the same command again',
  });
}

/** Figures with intervals, and paired differences, all on the same resamples. */
function figuresOf(
  ways: readonly TrainedWay[],
  { plan, dataset, parts }: BaselineSubject,
): Pick<BaselinesResult, 'ways' | 'differences'> {
  const { resamples, level } = plan.evaluate;
  const systems = (part: 'validation' | 'test'): Record<string, Matrix[]> =>
    Object.fromEntries(ways.map(({ way, trained }) => [way, trained.map(one => one[part])]));
  const pairs = pairsOf(ways.map(({ way }) => way));
  const test = bootstrap(
    { ...labelledRows(dataset, parts.test), systems: systems('test') },
    { resamples, level, pairs },
  );
  const validation = bootstrap(
    { ...labelledRows(dataset, parts.validation), systems: systems('validation') },
    { resamples, level },
  );
  return {
    ways: ways.map(
      ({ way, trained, keys }): BaselineResult => ({
        way,
        settings: { ...trained[0].settings },
        fits: trained.map(({ fit }) => fit),
        validation: perMetric(name => intervalFigure(validation.systems[way][name])),
        test: perMetric(name => intervalFigure(test.systems[way][name])),
        predictions: keys.map(baselinePredictions),
      }),
    ),
    differences: pairs.map(([a, b], i) => ({
      a,
      b,
      test: perMetric(name => differenceFigure(test.pairs[i].differences[name])),
    })),
  };
}

/** The two frozen ways make the same predictions, so one of them stands for both. */
function pairsOf(ways: readonly WayName[]): [WayName, WayName][] {
  const frozen = ways.includes('frozen-cached') ? 'frozen-cached' : 'frozen-uncached';
  return ways.includes(frozen) && ways.includes('fine-tuned') ? [['fine-tuned', frozen]] : [];
}

function agreementOf(ways: readonly TrainedWay[]): BaselinesResult['agreement'] {
  const cached = ways.find(({ way }) => way === 'frozen-cached');
  const uncached = ways.find(({ way }) => way === 'frozen-uncached');
  if (cached === undefined || uncached === undefined) return null;
  let largestDifference = 0;
  let otherClass = 0;
  for (const [seed, { test }] of cached.trained.entries()) {
    const other = uncached.trained[seed].test;
    test.data.forEach((value, i) => {
      largestDifference = Math.max(largestDifference, Math.abs(value - other.data[i]));
    });
    for (let row = 0; row < test.rows; row++) {
      if (mostProbable(test.row(row)) !== mostProbable(other.row(row))) otherClass += 1;
    }
  }
  return { largestDifference, otherClass };
}

function ratiosOf(ways: readonly TrainedWay[]): BaselinesResult['ratios'] {
  const fitsOf = (name: WayName) =>
    ways.find(({ way }) => way === name)?.trained.map(({ fit }) => fit);
  const cached = fitsOf('frozen-cached');
  return (['frozen-uncached', 'fine-tuned'] as const).flatMap(raw => {
    const fits = fitsOf(raw);
    return fits === undefined || cached === undefined ? [] : [costRatio(raw, fits, cached)];
  });
}
