import type { Contingency } from './contingency.ts';
import { foldCount } from './group-numbers.ts';

/** Rows of the prior that are added to each level, so that a rare value says little. */
const priorRows = 10;

/** How well one class is told from the rest by the levels of a field, held out fold by fold. */
export interface LevelArea {
  /** NaN where no fold has rows both of the class and of the rest. */
  readonly auroc: number;
  /** What a row of the class, and one of the rest, add to its error: `[fold * levels + level]`. */
  readonly member: Float64Array;
  readonly other: Float64Array;
}

/**
 * Cross-validated AUROC of class `c` against the rest. Rows of a fold are scored by the frequency of
 * the class among rows of the same level in the other folds, (n_vc + m p_c) / (n_v + m) with m = 10
 * and p_c the share of the class; the areas A_f of the folds (Mann–Whitney, ties one half) are
 * averaged with weights P_f N_f. Scores of different folds are never ranked against each other,
 * which would put the area of a useless field below one half.
 *
 * A row's influence is, after LeDell, Petersen and van der Laan, "Computationally efficient confidence
 * intervals for cross-validated area under the ROC curve estimates", Electron. J. Statist. 9 (2015):
 * (rest of the fold below it − A_f N_f) / W of the class, (class of the fold above it − A_f P_f) / W
 * of the rest, ties one half, W = Σ_f P_f N_f.
 */
export function levelArea(table: Contingency, c: number): LevelArea {
  const { levels } = table;
  const member = new Float64Array(foldCount * levels);
  const other = new Float64Array(foldCount * levels);
  let won = 0;
  let pairs = 0;
  for (let fold = 0; fold < foldCount; fold++) {
    const held = heldOut(table, fold, c);
    const { below, above } = placements(held);
    const wonHere = held.positives.reduce((sum, count, level) => sum + count * below[level], 0);
    const [positives, negatives] = [total(held.positives), total(held.negatives)];
    if (positives === 0 || negatives === 0) continue;
    const area = wonHere / (positives * negatives);
    for (let level = 0; level < levels; level++) {
      member[fold * levels + level] = below[level] - area * negatives;
      other[fold * levels + level] = above[level] - area * positives;
    }
    won += wonHere;
    pairs += positives * negatives;
  }
  for (let cell = 0; cell < member.length; cell++) {
    member[cell] /= pairs;
    other[cell] /= pairs;
  }
  return { auroc: won / pairs, member, other };
}

interface HeldOut {
  /** By level: rows of the class, rows of the rest, and the score that the other folds give. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly scores: Float64Array;
}

function heldOut(table: Contingency, fold: number, c: number): HeldOut {
  const { levels, classes, totals, members, levelTotals, levelMembers } = table;
  const positives = new Float64Array(levels);
  const negatives = new Float64Array(levels);
  const learnt = new Float64Array(levels);
  const learntOfClass = new Float64Array(levels);
  for (let level = 0; level < levels; level++) {
    const cell = fold * levels + level;
    positives[level] = members[cell * classes + c];
    negatives[level] = totals[cell] - positives[level];
    learnt[level] = levelTotals[level] - totals[cell];
    learntOfClass[level] = levelMembers[level * classes + c] - positives[level];
  }
  const prior = total(learntOfClass) / Math.max(1, total(learnt));
  const scores = learnt.map(
    (rows, level) => (learntOfClass[level] + priorRows * prior) / (rows + priorRows),
  );
  return { positives, negatives, scores };
}

/** For each level: negatives with a lower score, positives with a higher one; ties one half. */
function placements({ positives, negatives, scores }: HeldOut) {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b]);
  const below = new Float64Array(scores.length);
  const above = new Float64Array(scores.length);
  const allPositives = total(positives);
  let negativesBelow = 0;
  let positivesBelow = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    let tiedNegatives = 0;
    let tiedPositives = 0;
    while (to < order.length && scores[order[to]] === scores[order[from]]) {
      tiedNegatives += negatives[order[to]];
      tiedPositives += positives[order[to]];
      to += 1;
    }
    for (const level of order.subarray(from, to)) {
      below[level] = negativesBelow + tiedNegatives / 2;
      above[level] = allPositives - positivesBelow - tiedPositives / 2;
    }
    negativesBelow += tiedNegatives;
    positivesBelow += tiedPositives;
    from = to;
  }
  return { below, above };
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
