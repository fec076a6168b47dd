import { createHash } from 'node:crypto';
import type { Dataset } from '../../data/index.ts';
import { loadDataset, withoutLeftOut } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { vectorPrecision } from '../grid.ts';
import { describeSoftware } from '../machine.ts';
import type { Parts } from '../parts.ts';
import type { Plan } from '../plan.ts';
import type { ImageModel, TextModel } from '../planned-encoder.ts';
import { studySplit } from '../study-split.ts';
import type { BaselineWay, PlannedBaselines } from './plan-schema.ts';

/** One training of one way under one seed: all that its process must be told. */
export interface BaselineJob {
  readonly plan: Plan;
  readonly baselines: PlannedBaselines;
  readonly way: BaselineWay;
  readonly seed: number;
  readonly encoders: BaselineEncoders;
  readonly parts: Parts;
  readonly datasetHash: string;
  /** sha256 of the model that the way begins from; null where it begins from nothing. */
  readonly given: string | null;
  /** What its record is kept under: its process must not make it anew, of another version say. */
  readonly key: string;
}

/** The encoders of the frozen ways, and how results name them. */
export interface BaselineEncoders {
  readonly image: ImageModel;
  readonly text: TextModel;
  readonly imageId: string;
  readonly textId: string;
  /** Of both: everything that changes a vector. */
  readonly fingerprints: readonly string[];
}

/** sha256 of everything that a training's predictions come from. */
export function jobKey({
  plan,
  baselines,
  way,
  seed,
  encoders,
  parts,
  given,
}: Omit<BaselineJob, 'key'>): string {
  const { head, epochs, patience, cases, watts } = baselines;
  const content = {
    minga: describeSoftware().minga,
    rows: parts.hash,
    way,
    seed,
    // Absent where there is none, so that keys of earlier runs stay what they were.
    ...(given === null ? {} : { given }),
    encoders: way.kind === 'fine-tuned' ? null : encoders.fingerprints,
    ...(way.kind === 'frozen-cached' ? vectorPrecision(plan) : {}),
    input: plan.encode.input,
    head,
    train: { ...plan.train, seeds: null, epochs, patience },
    cases,
    watts,
    // What it costs is a result too.
    workers: plan.encode.workers,
    threads: plan.encode.threads,
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** The job's data set as its study had it. @throws E_SPLIT where it has changed since */
export async function jobDataset({ plan, datasetHash }: BaselineJob): Promise<Dataset> {
  const loaded = await loadDataset(plan.dataset);
  const { dataset } = withoutLeftOut(loaded, await studySplit(plan, loaded));
  if (dataset.hash === datasetHash) return dataset;
  throw new MingaError('E_SPLIT', {
    found: 'a data set that has changed while its baselines were trained',
    expected: 'the same rows as when they were divided',
    fix: 'run the same command again',
  });
}
