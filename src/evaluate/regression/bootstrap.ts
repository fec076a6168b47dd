import { MingaError } from '../../errors/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import {
  type BootstrapOptions,
  prepareSystems,
  type Resampled,
  resampleFigures,
} from '../resampling.ts';
import type { RegressionMetricName } from './metrics.ts';
import { prepareRegressionScorer } from './scorer.ts';

/** Numbers predicted by one or more systems on the same rows. */
export interface RegressionBootstrapInput {
  /** n numbers. */
  readonly targets: ArrayLike<number>;
  /** n group ids; without them every row is a group of its own. */
  readonly groups?: Int32Array | readonly string[];
  /** For each system its numbers (n × 1), one matrix for each training seed. */
  readonly systems: Readonly<Record<string, readonly Matrix[]>>;
}

/**
 * {@link bootstrap} for a number a row: intervals of every metric and paired differences on the same
 * resamples of groups and seeds.
 *
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE, E_OPTION as {@link bootstrap}
 *
 * @example
 * bootstrapRegression({ targets: ages, groups: patients, systems: { fused: [f0, f1] } });
 */
export function bootstrapRegression(
  { targets, groups, systems }: RegressionBootstrapInput,
  options: BootstrapOptions = {},
): Resampled<RegressionMetricName> {
  const scorers = prepareSystems(systems, matrix => {
    if (matrix.columns !== 1) {
      throw new MingaError('E_SHAPE', {
        found: `numbers of ${matrix.rows} × ${matrix.columns}`,
        expected: 'one column',
      });
    }
    return prepareRegressionScorer(targets, matrix.data);
  });
  return resampleFigures(scorers, groups, options);
}
