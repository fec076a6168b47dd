import { chiSquareTail } from '../../audit/index.ts';
import {
  holm,
  meanOverSeeds,
  type ResampledFigure,
  resampledIntervals,
} from '../../evaluate/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { intervalFigure } from '../figures.ts';
import type {
  SubgroupFieldResult,
  SubgroupGap,
  SubgroupResult,
  SubgroupsResult,
  ThresholdsResult,
} from '../schema/index.ts';
import type { CalibratedPredictions } from './calibrated-cell.ts';
import { type RecordField, recordFields } from './record-fields.ts';
import { areaDifference, commonClasses, groupFigures, groupScorer } from './subgroup-rows.ts';

/** Below which a group is small. */
const least = { cases: 30, ofClass: 5 };

interface Group {
  readonly name: string;
  readonly missing: boolean;
  /** Places within the test rows. */
  readonly rows: Int32Array;
}

/** A pair of groups that are not small. */
interface Look {
  readonly field: string;
  readonly metric: SubgroupGap['metric'];
  readonly groups: readonly [string, string];
  /** Over which the difference is a mean. */
  readonly classes: readonly string[];
  readonly difference: ResampledFigure;
}

/** The cell by groups of test rows, and the largest gap of each field. */
export function tellSubgroups(
  predictions: CalibratedPredictions,
  thresholds: ThresholdsResult,
  grid: FinishedGrid,
): SubgroupsResult {
  const { plan, dataset, parts, audit } = grid;
  const { fields, leftOut } = recordFields(plan, dataset, parts, audit);
  const told = fields.map(field => tellField(field, predictions, thresholds, grid));
  const looks = told.flatMap(field => field.looks);
  const ps = looks.map(({ difference }) =>
    chiSquareTail((difference.estimate / difference.standardError) ** 2, 1),
  );
  // A p that is undefined is still a look: it counts among them as one that claims nothing.
  const adjusted = holm(ps.map(p => (Number.isNaN(p) ? 1 : p)));
  return {
    cell: predictions.cell.id,
    asked: plan.evaluate.subgroups === 'auto' ? 'auto' : 'fields',
    least,
    gapsLookedAt: looks.length,
    leftOut: leftOut.map(each => ({ ...each })),
    fields: told.map(({ result }) => ({
      ...result,
      gap: largestGap(result.field, looks, ps, adjusted),
    })),
  };
}

function tellField(
  field: RecordField,
  predictions: CalibratedPredictions,
  thresholds: ThresholdsResult,
  grid: FinishedGrid,
): { readonly result: SubgroupFieldResult; readonly looks: readonly Look[] } {
  const { labels, groups: cases } = grid.rows.test;
  const groups = groupsOf(field, grid);
  const { intervals, pairs } = groupIntervals(groups, predictions, thresholds, grid);
  const binary = grid.dataset.classes.length === 2;
  const results = groups.map(({ name, missing, rows }, g): SubgroupResult => {
    const [accuracy, balancedAccuracy, macroF1, auroc, sensitivity, specificity] =
      intervals[g].map(intervalFigure);
    const counts = grid.dataset.classes.map((label, c): [string, number] => [
      label,
      rows.filter(i => labels[i] === c).length,
    ]);
    const own = new Set(Array.from(rows, i => cases[i])).size;
    const few = counts.some(([, count]) => count > 0 && count < least.ofClass);
    return {
      name,
      missing,
      rows: rows.length,
      cases: own,
      classes: Object.fromEntries(counts),
      small: own < least.cases || few || counts.filter(([, count]) => count > 0).length < 2,
      accuracy,
      balancedAccuracy,
      macroF1,
      auroc,
      sensitivity: binary ? sensitivity : null,
      specificity: binary ? specificity : null,
    };
  });
  const looks = pairs
    .filter(({ a, b, classes }) => classes.length > 0 && !results[a].small && !results[b].small)
    .map(
      ({ a, b, classes, difference }): Look => ({
        field: field.field,
        metric: 'auroc',
        groups: [groups[a].name, groups[b].name],
        classes: classes.map(c => grid.dataset.classes[c]),
        difference,
      }),
    );
  const bands = field.bands === null ? null : [...field.bands];
  return { result: { field: field.field, bands, groups: results, gap: null }, looks };
}

/** The groups of the test rows: bands ascending, values from the most frequent on, missing last. */
function groupsOf(field: RecordField, { dataset, parts }: FinishedGrid): Group[] {
  const found = new Map<string, { missing: boolean; rows: number[]; least: number }>();
  parts.test.forEach((sample, i) => {
    const value = dataset.samples[sample].record[field.field];
    const { name, missing } = field.groupOf(value);
    const group = found.get(name) ?? { missing, rows: [], least: Number.POSITIVE_INFINITY };
    if (typeof value === 'number') group.least = Math.min(group.least, value);
    group.rows.push(i);
    found.set(name, group);
  });
  const order = (a: { missing: boolean; rows: number[]; least: number }, b: typeof a) =>
    Number(a.missing) - Number(b.missing) ||
    (field.bands === null ? b.rows.length - a.rows.length : a.least - b.least);
  return [...found]
    .sort(([, a], [, b]) => order(a, b))
    .map(([name, { missing, rows }]) => ({ name, missing, rows: Int32Array.from(rows) }));
}

/**
 * The figures of every group and the differences of every pair in AUROC, on the same resamples. Groups
 * that do not hold the same classes are compared over those that both hold: another class has another
 * difficulty.
 */
function groupIntervals(
  groups: readonly Group[],
  { raw, calibrated }: CalibratedPredictions,
  { classes }: ThresholdsResult,
  { rows, plan, dataset }: FinishedGrid,
) {
  const { labels, groups: cases } = rows.test;
  const { resamples, level } = plan.evaluate;
  const binary = dataset.classes.length === 2;
  const means = groups.map(group =>
    meanOverSeeds(
      raw.test.map((matrix, s) =>
        groupScorer(group.rows, {
          labels,
          raw: matrix,
          calibrated: calibrated.test[s],
          threshold: binary ? classes[0].thresholds[s] : null,
        }),
      ),
    ),
  );
  const size = groupFigures.length;
  const places = groups.flatMap((_, a) =>
    groups.slice(a + 1).map((_, k) => {
      const b = a + 1 + k;
      return { a, b, classes: commonClasses(labels, groups[a].rows, groups[b].rows, dataset) };
    }),
  );
  const statistic = (weights: Float64Array, times: Float64Array) => {
    const values = means.map(mean => Float64Array.from(mean(weights, times)));
    const differences = places.map(({ a, b, classes: common }) =>
      areaDifference(values[a], values[b], common, dataset),
    );
    return [...values.flatMap(each => [...each.subarray(0, size)]), ...differences];
  };
  const all = resampledIntervals(
    { rows: labels.length, groups: cases, seeds: raw.test.length, statistic },
    { resamples, level },
  );
  return {
    intervals: groups.map((_, g) => all.slice(g * size, (g + 1) * size)),
    pairs: places.map((place, k) => ({ ...place, difference: all[groups.length * size + k] })),
  };
}

function largestGap(
  field: string,
  looks: readonly Look[],
  ps: readonly number[],
  adjusted: readonly (number | null)[],
): SubgroupGap | null {
  const own = looks.flatMap((look, k) =>
    look.field === field && Number.isFinite(look.difference.estimate) ? [k] : [],
  );
  if (own.length === 0) return null;
  const size = (k: number) => Math.abs(looks[k].difference.estimate);
  const k = own.reduce((a, b) => (size(b) > size(a) ? b : a));
  const { groups, classes, difference, metric } = looks[k];
  const turned = difference.estimate < 0;
  const { estimate, low, high, dropped } = intervalFigure(difference);
  const minus = (value: number | null) => (value === null ? null : -value);
  return {
    metric,
    high: turned ? groups[1] : groups[0],
    low: turned ? groups[0] : groups[1],
    classes: [...classes],
    difference: turned
      ? { estimate: minus(estimate), low: minus(high), high: minus(low), dropped }
      : { estimate, low, high, dropped },
    p: Number.isFinite(ps[k]) ? ps[k] : null,
    adjusted: Number.isFinite(ps[k]) ? adjusted[k] : null,
  };
}
