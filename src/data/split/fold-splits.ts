import type { SplitCases } from './cases.ts';
import { deal } from './deal.ts';
import { cutValidation, joined } from './grouped-split.ts';
import type { SettingsOf } from './settings.ts';
import { setSmallClassesApart } from './small-classes.ts';
import type { SplitParts } from './split.ts';

/**
 * The splits of a k-fold cross-validation, in the order of the folds: whole groups are dealt to
 * folds of one size; each fold is tested once, and validation rows are cut from the others.
 *
 * @param wanted the folds that are asked for
 */
export function foldSplits(
  cases: SplitCases,
  settings: SettingsOf<'folds'>,
  wanted: readonly number[],
): SplitParts[] {
  const { folds: count, validation, seed, group, smallClasses } = settings;
  // Each fold tests every class, and what is left must hold it twice: to train and to validate.
  const needed = Math.max(3, count);
  const { dealt, trainOnly, leftOut, warnings } = setSmallClassesApart(
    cases,
    smallClasses,
    needed,
    group,
  );
  const even = Array.from({ length: count }, () => 1 / count);
  const folds = deal(cases, dealt, even, { seed });
  return wanted.map(fold => {
    const others = joined(...folds.filter((_, other) => other !== fold));
    const share = (validation * dealt.length) / others.length;
    const cut = cutValidation(cases, others, share, { seed, index: fold + 1 });
    return {
      train: joined(cut.train, trainOnly),
      validation: cut.validation,
      test: folds[fold],
      leftOut,
      warnings,
    };
  });
}
