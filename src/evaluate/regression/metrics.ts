import type { FigureSet } from '../figure-set.ts';
import { loss, type Metric } from '../metrics.ts';

/** The names of the metrics of a number a row, all of them headline ones. */
export const regressionMetricNames = ['mae', 'rmse', 'r2', 'smape', 'medianAbsoluteError'] as const;

/** The name of a metric of a number a row. */
export type RegressionMetricName = (typeof regressionMetricNames)[number];

/**
 * The metrics of a number a row. MAE, RMSE and the median absolute error are in the unit of the
 * target.
 *
 * @example
 * regressionMetrics.r2.direction; // 'higher'
 */
export const regressionMetrics: Readonly<Record<RegressionMetricName, Metric>> = {
  mae: loss('Mean absolute error', Infinity),
  rmse: loss('Root mean squared error', Infinity),
  r2: { label: 'R²', direction: 'higher', range: [-Infinity, 1], averagesClasses: false },
  smape: loss('sMAPE (0 to 2)', 2),
  medianAbsoluteError: loss('Median absolute error', Infinity),
};

/** One thing for each metric of a number. */
export type PerRegressionMetric<T> = Record<RegressionMetricName, T>;

/** One thing for each metric of a number, made from its name by `make`. */
export function perRegressionMetric<T>(
  make: (name: RegressionMetricName) => T,
): PerRegressionMetric<T> {
  return {
    mae: make('mae'),
    rmse: make('rmse'),
    r2: make('r2'),
    smape: make('smape'),
    medianAbsoluteError: make('medianAbsoluteError'),
  };
}

/** The metrics of a number as a bootstrap reads them. */
export const regressionFigures: FigureSet<RegressionMetricName> = {
  names: regressionMetricNames,
  per: perRegressionMetric,
  averagesClasses: () => false,
};
