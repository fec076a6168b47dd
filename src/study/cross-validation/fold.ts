import { makeSplits, type Split, type SplitOptions } from '../../data/index.ts';
import type { EncodedDataset } from '../embedding.ts';
import { type CellDesign, planCells } from '../grid.ts';
import { groupsOf, type Parts, usableParts } from '../parts.ts';
import type { Plan } from '../plan.ts';
import type { CrossValidation } from '../schema/cross-validation.ts';
import { tabularPart } from '../tabular-part.ts';
import type { TrainingContext } from '../training.ts';
import type { CrossValidationPlan } from './plan-schema.ts';

/** One fold of one repeat, ready to be trained on. */
export interface Fold {
  readonly repeat: number;
  readonly fold: number;
  readonly split: Split;
  readonly parts: Parts;
  /** What is fitted on records is fitted on the fold's own training rows. */
  readonly encoded: EncodedDataset;
  readonly designs: readonly CellDesign[];
}

/** What cross-validation is made from: a study's context but for its parts. */
export type CrossValidationContext = Omit<TrainingContext, 'parts' | 'keep'>;

/**
 * All folds of all repeats, by the groups and strata of the plan's own split.
 *
 * @throws E_SPLIT where a class is in too few groups, as `makeSplits`
 */
export function plannedFolds(
  settings: CrossValidationPlan,
  context: CrossValidationContext,
): Fold[] {
  const { plan, dataset } = context;
  const { folds, repeats, validation, seed } = settings;
  const splits = makeSplits(dataset, {
    ...splitBasis(plan),
    method: 'folds',
    folds,
    repeats,
    validation,
    seed,
  });
  return splits.map((split, at) => ({
    repeat: Math.floor(at / folds),
    fold: at % folds,
    ...foldOf(split, context),
  }));
}

/** A split with the vectors, rows and cells that it has. */
export function foldOf(split: Split, context: CrossValidationContext) {
  const { plan, dataset } = context;
  const encoded = refitted(context, split.train);
  const designs = planCells(
    plan,
    encoded.images.map(({ result }) => result),
    encoded.texts.map(({ result }) => result),
  );
  return { split, encoded, designs, parts: usableParts(dataset, split, encoded) };
}

/** Groups, strata and small classes as the plan's split has them. */
export function splitBasis({
  split,
}: Plan): Pick<Extract<SplitOptions, { method: 'folds' }>, 'group' | 'stratify' | 'smallClasses'> {
  if (split.method === 'file') return {};
  const group = split.method === 'time' ? undefined : split.group;
  const stratify = 'stratify' in split ? split.stratify : undefined;
  const refuses = 'smallClasses' in split && split.smallClasses === 'refuse';
  return {
    ...(group === undefined ? {} : { group }),
    ...(stratify === undefined ? {} : { stratify }),
    // A class that is left out of a fold could not be trained in it.
    smallClasses: refuses ? 'refuse' : 'train',
  };
}

/** Encoders that learn from records learn from these rows. */
function refitted({ plan, dataset, encoded }: CrossValidationContext, train: Int32Array) {
  const texts = encoded.texts.map((part, i) => {
    const entry = plan.encode.text[i];
    if (!('tabular' in entry)) return part;
    return tabularPart(entry.tabular, entry.name ?? 'tabular', dataset, train, {});
  });
  return { images: encoded.images, texts };
}

/** A fold as results tell of it. */
export function describeFold(
  { repeat, fold, split, parts }: Fold,
  { dataset }: Pick<CrossValidationContext, 'dataset'>,
): CrossValidation['parts'][number] {
  return {
    repeat,
    fold,
    hash: split.hash,
    train: parts.train.length,
    validation: parts.validation.length,
    test: parts.test.length,
    testGroups: new Set(groupsOf(dataset, parts.test)).size,
  };
}

/** Rows tested to rows learned from, of which those that stop and choose are a part. */
export function testedToLearned(folds: readonly Fold[]): number {
  const ratios = folds.map(
    ({ parts: { train, validation, test } }) => test.length / (train.length + validation.length),
  );
  return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
}
