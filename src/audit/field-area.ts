import { contingencyOf } from './contingency.ts';
import type { GroupNumbers } from './group-numbers.ts';
import { type LevelArea, levelArea } from './level-area.ts';
import type { Levels } from './levels.ts';
import type { Membership } from './membership.ts';

/** An area with its standard error. */
export interface Area {
  readonly auroc: number;
  /** Over groups: rows of one group vary together (Obuchowski, Biometrics 53, 1997). */
  readonly standardError: number;
}

/** How well a field tells the label by itself. */
export interface FieldArea {
  /** Mean over the classes that have an area; NaN where none has. */
  readonly macro: Area;
  /** One against the rest, the class that the field tells best. */
  readonly best: Area & { readonly class: number };
}

/**
 * A field's own cross-validated AUROC, in folds of whole groups: the unweighted mean of one against
 * the rest over all classes, of a multilabel set over all labels, with the standard error of its
 * influence function summed over groups.
 */
export function fieldArea(levels: Levels, membership: Membership, groups: GroupNumbers): FieldArea {
  const table = contingencyOf(levels, membership, groups);
  const areas = Array.from({ length: membership.classes }, (_, c) => levelArea(table, c));
  const known = areas.flatMap(({ auroc }, c) => (Number.isNaN(auroc) ? [] : [c]));
  const best = known.reduce(
    (top, c) => (areas[c].auroc > areas[top].auroc ? c : top),
    known[0] ?? 0,
  );
  const errorOf = (classes: readonly number[]) =>
    standardError(areas, classes, { levels, membership, groups });
  return {
    macro: { auroc: mean(known.map(c => areas[c].auroc)), standardError: errorOf(known) },
    best: { class: best, auroc: areas[best].auroc, standardError: errorOf([best]) },
  };
}

/** Of the mean over `classes`: √ Σ over groups of (Σ over the group's rows of their influence)². */
function standardError(
  areas: readonly LevelArea[],
  classes: readonly number[],
  {
    levels,
    membership,
    groups,
  }: {
    readonly levels: Levels;
    readonly membership: Membership;
    readonly groups: GroupNumbers;
  },
): number {
  const cells = areas[0].other.length;
  const others = new Float64Array(cells);
  const gain = new Float64Array(cells * membership.classes);
  for (const c of classes) {
    const { member, other } = areas[c];
    for (let cell = 0; cell < cells; cell++) {
      others[cell] += other[cell] / classes.length;
      gain[cell * membership.classes + c] = (member[cell] - other[cell]) / classes.length;
    }
  }
  const sums = new Float64Array(groups.count);
  const { starts, of } = membership;
  for (let i = 0; i < levels.codes.length; i++) {
    const cell = groups.folds[i] * levels.count + levels.codes[i];
    let influence = others[cell];
    for (let k = starts[i]; k < starts[i + 1]; k++) {
      influence += gain[cell * membership.classes + of[k]];
    }
    sums[groups.of[i]] += influence;
  }
  return Math.sqrt(sums.reduce((total, value) => total + value * value, 0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
