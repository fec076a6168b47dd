import { Random } from '../../tensor/index.ts';

/**
 * The fold 0 … K-1 of each row: no group in two folds, and the groups of each class (that of their
 * first row) dealt out in turn, in an order of chance. Fewer folds where there are fewer groups.
 *
 * @param labels n class indices
 * @param groups n group ids
 */
export function groupFolds(
  labels: Int32Array,
  groups: readonly string[],
  folds: number,
  seed: number,
): { readonly count: number; readonly of: Int32Array } {
  const first = new Map<string, number>();
  groups.forEach((group, i) => {
    if (!first.has(group)) first.set(group, labels[i]);
  });
  const names = [...first.keys()];
  const shuffled = Array.from(new Random(seed, 'calibration folds').permutation(names.length));
  const byClass = shuffled
    .map(k => names[k])
    .sort((a, b) => (first.get(a) ?? 0) - (first.get(b) ?? 0));
  const count = Math.min(folds, names.length);
  const foldOf = new Map(byClass.map((name, k) => [name, k % count]));
  return { count, of: Int32Array.from(groups, group => foldOf.get(group) ?? 0) };
}
