import { join } from 'node:path';
import type { CrossValidation } from '../schema/cross-validation.ts';
import { requireClasses } from '../task/index.ts';
import {
  type CrossValidationContext,
  describeFold,
  type Fold,
  plannedFolds,
  testedToLearned,
} from './fold.ts';
import { foldProgress } from './fold-progress.ts';
import { type NestedFold, nestedFigures, nestedFold } from './nested.ts';
import type { CrossValidationPlan } from './plan-schema.ts';
import { crossValidateCells, repeatedFigures } from './repeated.ts';

/** Where the fits of all folds lie within the run's folder. */
export const foldsFolder = 'cross-validation';

/** A chosen cell of each procedure is trained once more where inner folds chose. */
const procedures = 3;

/**
 * A plan's grid over folds. Vectors are those of the study; whatever is fitted is fitted in every
 * fold anew, on rows that it does not test. Every fit is kept: the same call goes on from there.
 *
 * @param context of the study; its folder is the run's
 * @throws E_PLAN where samples have several labels or a number; E_SPLIT where a class is in too few groups for the folds; E_ABORTED where the signal aborts
 */
export async function crossValidate(
  settings: CrossValidationPlan,
  context: CrossValidationContext,
): Promise<CrossValidation> {
  const { plan, dataset, onEvent } = context;
  requireClasses(dataset, 'crossValidation');
  const within = { ...context, folder: join(context.folder, foldsFolder) };
  const folds = plannedFolds(settings, within);
  const [{ split }] = folds;
  const ratio = testedToLearned(folds);
  const { select, level } = plan.evaluate;
  const { kind, inner } = settings;
  const found = kind === 'nested' ? nested(folds, settings, within) : repeated(folds, within);
  const { fitsNow, figures } = await found;
  const warnings = [
    ...new Set(folds.flatMap(fold => fold.split.warnings.map(each => each.message))),
  ];
  for (const message of warnings)
    onEvent?.({ kind: 'note', message: `cross-validation: ${message}` });
  return {
    kind,
    folds: settings.folds,
    repeats: settings.repeats,
    inner,
    seed: settings.seed,
    group: split.settings.group,
    select,
    level,
    ratio,
    parts: folds.map(fold => describeFold(fold, { dataset })),
    cells: [],
    procedures: [],
    ...figures(ratio, level),
    warnings,
    fitsNow,
  };
}

async function repeated(folds: readonly Fold[], context: CrossValidationContext) {
  const total = folds.length * fitsOf(folds[0], context);
  const outcome = await crossValidateCells(folds, context, foldProgress(total, context.onEvent));
  return {
    fitsNow: outcome.fitsNow,
    figures: (ratio: number, level: number) => repeatedFigures(folds, outcome, ratio, level),
  };
}

async function nested(
  folds: readonly Fold[],
  settings: CrossValidationPlan,
  context: CrossValidationContext,
) {
  const { seeds } = context.plan.train;
  const own = fitsOf(folds[0], context);
  const each = settings.inner === 1 ? own : settings.inner * own + procedures * seeds.length;
  const progress = foldProgress(folds.length * each, context.onEvent);
  const outcomes: NestedFold[] = [];
  for (const fold of folds) {
    outcomes.push(await nestedFold(fold, settings, context, progress));
    progress.advanceTo(outcomes.length * each);
  }
  return {
    fitsNow: outcomes.reduce((sum, outcome) => sum + outcome.fitsNow, 0),
    figures: (ratio: number, level: number) => nestedFigures(outcomes, ratio, level),
  };
}

function fitsOf({ designs }: Fold, { plan }: CrossValidationContext): number {
  return designs.length * plan.train.seeds.length;
}
