import { loadDataset, withoutLeftOut } from '../data/index.ts';
import { MingaError } from '../errors/index.ts';
import type { Precision } from '../models/index.ts';
import { openRuntime } from '../runtime/index.ts';
import type { EmbeddedPart, EmbeddingOptions } from './embedding.ts';
import { compareDownstream, type DownstreamComparison } from './encoder-check-downstream.ts';
import { compareVectors, type VectorComparison } from './encoder-check-geometry.ts';
import { chooseRows } from './encoder-check-rows.ts';
import {
  type Both,
  type CheckedEncoder,
  type CheckedModel,
  encodeBoth,
} from './encoder-check-vectors.ts';
import { type Verdict, verdictOf } from './encoder-check-verdict.ts';
import { groupsOf, labelsOf } from './parts.ts';
import { studySplit } from './study-split.ts';
import { requireClasses } from './task/index.ts';

/**
 * Which model is checked (`model`: a folder, or the hub id of a pulled model), and on whose rows
 * (`plan`: its data set, split, store and the penalties of its linear heads).
 */
export interface EncoderCheckOptions extends CheckedModel, EmbeddingOptions {
  /** The precision that is asked about. */
  readonly candidate: Precision;
  /** What it is measured against. Default `fp32`. */
  readonly reference?: Precision;
  /** The most rows, from 16; Infinity takes all training and validation rows. Default 1,024. */
  readonly rows?: number;
  /** Of the rows that are drawn. Default 0. */
  readonly seed?: number;
}

/** Two precisions of one encoder, side by side on a plan's rows. */
export interface EncoderCheck extends Both<CheckedEncoder> {
  readonly model: string;
  readonly modality: CheckedModel['modality'];
  readonly rows: {
    readonly train: number;
    readonly heldOut: number;
    /** Groups among the rows held out: what is resampled. */
    readonly heldOutGroups: number;
    /** Rows that one of the two could not encode. */
    readonly failed: number;
  };
  readonly vectors: VectorComparison;
  readonly downstream: DownstreamComparison;
  readonly verdict: Verdict;
}

const defaults = { reference: 'fp32', rows: 1024, seed: 0 } as const;
const leastRows = 16;

/**
 * Compares a quantised encoder with its float32 on a plan's own rows: vectors, neighbours, what a
 * linear probe makes of them, speed and size, and a verdict. Training rows train the probe,
 * validation rows are held out, test rows are not looked at. Vectors go through the plan's store, so
 * what a study or an earlier check has encoded is not encoded again.
 *
 * @throws E_OPTION where an option is out of its range or the model has no precisions; E_MODEL where
 * the folder lacks one of the two, naming those that are there; E_ABORTED where the signal aborts
 * @example
 * const plan = await readPlan('plans/ham10000.yaml');
 * const check = await checkEncoder({ modality: 'image', model: 'models/vit', plan, candidate: 'int8' });
 * check.verdict; // { answer: 'safe', reasons: [...] }
 */
export async function checkEncoder(options: EncoderCheckOptions): Promise<EncoderCheck> {
  const { modality, model, plan, candidate, signal, onEvent } = options;
  const { reference, rows: count, seed } = { ...defaults, ...options };
  checkOptions(model, candidate, reference, count);
  const loaded = await loadDataset(plan.dataset);
  requireClasses(loaded, 'minga models check');
  const { dataset, split } = withoutLeftOut(loaded, await studySplit(plan, loaded, onEvent));
  const drawn = chooseRows(dataset, split, count, seed);
  const samples = Int32Array.from([...drawn.train, ...drawn.validation]);
  const both = await encodeBoth(options, { reference, candidate }, dataset, samples, options);
  const parts = { reference: both.reference.part, candidate: both.candidate.part };
  const places = Int32Array.from(samples.keys()).filter(
    at => parts.reference.available[at] && parts.candidate.available[at],
  );
  const train = places.filter(at => at < drawn.train.length);
  const held = places.filter(at => at >= drawn.train.length);
  const rowsAt = (at: Int32Array) => at.map(place => samples[place]);
  onEvent?.({ kind: 'stage', name: 'Comparing vectors', unit: 'row', total: places.length });
  const vectors = await compareVectors(
    await parts.candidate.read(places),
    await parts.reference.read(places),
    groupsOf(dataset, rowsAt(places)),
    { seed, signal },
  );
  onEvent?.({ kind: 'progress', done: places.length });
  const heldGroups = groupsOf(dataset, rowsAt(held));
  const partVectors = async ({ read }: EmbeddedPart) => ({
    train: await read(train),
    held: await read(held),
  });
  const runtime = openRuntime();
  try {
    const downstream = await compareDownstream(
      runtime,
      {
        candidate: await partVectors(parts.candidate),
        reference: await partVectors(parts.reference),
      },
      {
        trainLabels: labelsOf(dataset, rowsAt(train)),
        heldLabels: labelsOf(dataset, rowsAt(held)),
        heldGroups,
      },
      {
        classes: dataset.classes,
        C: plan.train.C,
        classWeights: plan.train.classWeights,
        beta: plan.train.beta,
        resamples: plan.evaluate.resamples,
        level: plan.evaluate.level,
        signal,
        onEvent,
      },
    );
    return {
      model,
      modality,
      reference: both.reference.cost,
      candidate: both.candidate.cost,
      rows: {
        train: train.length,
        heldOut: held.length,
        heldOutGroups: new Set(heldGroups).size,
        failed: samples.length - places.length,
      },
      vectors,
      downstream,
      verdict: verdictOf({ heldOut: held.length, ...vectors, ...downstream }),
    };
  } finally {
    await runtime.close();
  }
}

function checkOptions(
  model: string,
  candidate: Precision,
  reference: Precision,
  count: number,
): void {
  if (model === 'builtin') {
    throw new MingaError('E_OPTION', {
      found: 'a check of "builtin"',
      expected: 'a model folder with two precisions; builtin has no weights',
    });
  }
  if (candidate === reference) {
    throw new MingaError('E_OPTION', {
      found: `${candidate} beside ${reference}`,
      expected: 'two different precisions',
    });
  }
  if (count !== Number.POSITIVE_INFINITY && !(Number.isInteger(count) && count >= leastRows)) {
    throw new MingaError('E_OPTION', {
      found: `${count} rows to check on`,
      expected: `a whole number from ${leastRows}, or all`,
    });
  }
}
