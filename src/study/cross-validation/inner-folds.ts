import { makeSplits, type Split, withoutLeftOut } from '../../data/index.ts';
import { type CrossValidationContext, type Fold, foldOf, splitBasis } from './fold.ts';
import type { CrossValidationPlan } from './plan-schema.ts';

/**
 * Folds of the rows that an outer fold learns from. None of the outer fold's tested rows is in any
 * part of them.
 */
export function innerFolds(
  { split, repeat, fold }: Fold,
  { inner, validation, seed, folds, repeats }: CrossValidationPlan,
  context: CrossValidationContext,
) {
  const { dataset, plan } = context;
  const outer = Array.from(split.test, index => {
    const { id, line } = dataset.samples[index];
    const reason = 'tested by the outer fold';
    return { index, id, place: `line ${line}`, code: 'E_SPLIT' as const, reason };
  });
  const learned = withoutLeftOut(dataset, {
    ...split,
    test: new Int32Array(),
    leftOut: [...split.leftOut, ...outer],
  });
  const placeOf = new Map(dataset.samples.map(({ id }, index) => [id, index]));
  const back = (rows: Int32Array) =>
    rows.map(index => placeOf.get(learned.dataset.samples[index].id) ?? -1);
  const splits = makeSplits(learned.dataset, {
    ...splitBasis(plan),
    smallClasses: 'train',
    method: 'folds',
    folds: inner,
    validation,
    // Apart from the seeds of the outer repeats, and another for every outer fold.
    seed: seed + repeats + repeat * folds + fold,
  });
  return splits.map(each => {
    const { train, validation: stops, test } = each;
    const moved: Split = {
      ...each,
      train: back(train),
      validation: back(stops),
      test: back(test),
      leftOut: [],
    };
    return foldOf(moved, context);
  });
}
