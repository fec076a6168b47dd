import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { MetricName } from './metrics.ts';
import {
  type BootstrapOptions,
  prepareSystems,
  type Resampled,
  resampleFigures,
} from './resampling.ts';
import { prepareScorer, type Scorer } from './scorer.ts';

/** Predictions of one or more systems on the same rows. */
export interface BootstrapInput {
  /** n class indices 0 … C-1. */
  readonly labels: Int32Array;
  /** n group ids (patient, lesion, place); without them every row is a group of its own. */
  readonly groups?: Int32Array | readonly string[];
  /** For each system its probabilities (n × C), one matrix for each training seed. */
  readonly systems: Readonly<Record<string, readonly Matrix[]>>;
}

/** Intervals of every metric; plain data that JSON can hold. */
export type BootstrapResult = Resampled<MetricName>;

/**
 * Percentile bootstrap intervals of every metric for every system, and the paired differences asked
 * for, all on the same resamples.
 *
 * Two things vary: which cases came to be tested, and which seed the training was given. The figure
 * of interest is the mean over both, so each resample draws both, with replacement and independently
 * (the pigeonhole bootstrap: Owen 2007, Annals of Applied Statistics 1(2), 386–411):
 *
 * - groups: as many as there are, all rows of a group together (the cluster bootstrap), so that ten
 *   pictures of one patient do not pass for ten patients;
 * - seeds: as many as the system has; its value is the mean of the metric over the seeds drawn. With
 *   one seed the interval tells of test cases only, and of few seeds it tells a little too little:
 *   S seeds show (S − 1)/S of the variance between seeds.
 *
 * Systems with equally many seeds are given the same draws of seeds, so that seed i of one is paired
 * with seed i of the other. The estimate is the mean over seeds on the full data. A draw depends on
 * `seed` and its own number alone: a system's interval is the same whatever stands beside it.
 *
 * A resample that has lost a class is another problem, not another sample: it is dropped for the
 * metrics that average over classes (`averagesClasses`), kept for the others, and counted.
 *
 * Time is O(resamples × matrices × n·C); a matrix whose seed is not drawn costs nothing.
 *
 * @throws E_SHAPE where labels, groups and probabilities differ in rows, or systems in classes
 * @throws E_METRIC_INPUT where there is no system, a system without a matrix, fewer than two groups,
 *   or a label or a probability out of range
 * @throws E_NOT_FINITE where a probability is NaN or infinite
 * @throws E_OPTION where an option is out of range or a pair names no system
 *
 * @example
 * const { systems, pairs } = bootstrap(
 *   { labels, groups: patients, systems: { image: [p0, p1], fused: [q0, q1] } },
 *   { pairs: [['fused', 'image']] },
 * );
 * systems.fused.auroc; // { estimate, low, high, dropped }
 * pairs[0].differences.auroc; // the same of fused − image, and shareAbove
 */
export function bootstrap(
  { labels, groups, systems }: BootstrapInput,
  options: BootstrapOptions = {},
): BootstrapResult {
  const scorers = prepareSystems(systems, matrix => prepareScorer(labels, matrix));
  checkClasses(scorers);
  return resampleFigures(scorers, groups, options);
}

function checkClasses(systems: Readonly<Record<string, readonly Scorer[]>>): void {
  const all = Object.entries(systems).flatMap(([name, scorers]) =>
    scorers.map(({ classes }) => ({ name, classes })),
  );
  const other = all.find(({ classes }) => classes !== all[0].classes);
  if (other === undefined) return;
  throw new MingaError('E_SHAPE', {
    found: `system "${other.name}" with ${other.classes} classes`,
    expected: `${all[0].classes} as in system "${all[0].name}"`,
  });
}
