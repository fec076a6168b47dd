import type { Matrix } from '../../tensor/index.ts';
import {
  type BootstrapOptions,
  prepareSystems,
  type Resampled,
  resampleFigures,
} from '../resampling.ts';
import type { MultilabelMetricName } from './metrics.ts';
import { type MultilabelOptions, prepareMultilabelScorer } from './scorer.ts';

/** Predictions of several labels a row by one or more systems. */
export interface MultilabelBootstrapInput extends MultilabelOptions {
  /** n × L of 0 and 1. */
  readonly truth: Matrix;
  /** n group ids; without them every row is a group of its own. */
  readonly groups?: Int32Array | readonly string[];
  /** For each system its probabilities (n × L), one matrix for each training seed. */
  readonly systems: Readonly<Record<string, readonly Matrix[]>>;
}

/**
 * {@link bootstrap} for several labels a row: intervals of every metric and paired differences on
 * the same resamples of groups and seeds. A resample in which a label is there in every row or in
 * none, and is not so in the data, is dropped for the metrics that average over labels.
 *
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE, E_OPTION as {@link bootstrap}
 *
 * @example
 * bootstrapMultilabel({ truth, groups: patients, systems: { fused: [p0, p1] } });
 */
export function bootstrapMultilabel(
  { truth, groups, systems, thresholds }: MultilabelBootstrapInput,
  options: BootstrapOptions = {},
): Resampled<MultilabelMetricName> {
  const scorers = prepareSystems(systems, matrix =>
    prepareMultilabelScorer(truth, matrix, { thresholds }),
  );
  return resampleFigures(scorers, groups, options);
}
