/** The names of the metrics, in the order in which tables show them. */
export const metricNames = ['accuracy', 'balancedAccuracy', 'macroF1', 'auroc', 'logLoss'] as const;

/** The name of a metric: `'accuracy'`, `'auroc'`, … */
export type MetricName = (typeof metricNames)[number];

/** What a table or an axis needs to know of a metric. */
export interface Metric {
  /** For people: a column's heading, an axis's title. */
  readonly label: string;
  /** Which way is better. */
  readonly direction: 'higher' | 'lower';
  /** The least and the greatest value; `Infinity` where there is no bound. */
  readonly range: readonly [number, number];
  /** True for a mean over classes, which becomes another quantity where a class is absent. */
  readonly averagesClasses: boolean;
}

/**
 * The metrics of a classifier; each is defined by the function of its name.
 *
 * @example
 * metrics.logLoss.direction; // 'lower'
 */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  accuracy: {
    label: 'Accuracy',
    direction: 'higher',
    range: [0, 1],
    averagesClasses: false,
  },
  balancedAccuracy: {
    label: 'Balanced accuracy',
    direction: 'higher',
    range: [0, 1],
    averagesClasses: true,
  },
  macroF1: {
    label: 'Macro F1',
    direction: 'higher',
    range: [0, 1],
    averagesClasses: true,
  },
  auroc: {
    label: 'AUROC',
    direction: 'higher',
    range: [0, 1],
    averagesClasses: true,
  },
  logLoss: {
    label: 'Log loss (nats)',
    direction: 'lower',
    range: [0, Infinity],
    averagesClasses: false,
  },
};

/** One thing for each metric. */
export type PerMetric<T> = Record<MetricName, T>;

/** One value for each metric; NaN where the data leave it undefined. */
export type Scores = Readonly<PerMetric<number>>;

/** One thing for each metric, made from its name by `make`. */
export function perMetric<T>(make: (name: MetricName) => T): PerMetric<T> {
  return {
    accuracy: make('accuracy'),
    balancedAccuracy: make('balancedAccuracy'),
    macroF1: make('macroF1'),
    auroc: make('auroc'),
    logLoss: make('logLoss'),
  };
}
