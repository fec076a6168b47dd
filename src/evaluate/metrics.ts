import type { FigureSet } from './figure-set.ts';

/** The metrics that tables, terminals and sentences show; results hold all of `metricNames`. */
export const headlineMetrics = [
  'accuracy',
  'balancedAccuracy',
  'macroF1',
  'auroc',
  'logLoss',
] as const;

/** The names of the metrics, the headline ones first. */
export const metricNames = [
  ...headlineMetrics,
  'auprc',
  'weightedF1',
  'microF1',
  'macroPrecision',
  'macroRecall',
  'macroSpecificity',
  'hardAuroc',
  'mcc',
  'cohenKappa',
  'quadraticKappa',
  'sensitivityAtSpecificity90',
  'specificityAtSensitivity90',
  'brier',
  'ece',
] as const;

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

/** Better when higher, 0 to 1. */
export function share(label: string, averagesClasses: boolean): Metric {
  return { label, direction: 'higher', range: [0, 1], averagesClasses };
}

/** Chance-corrected: 1 is perfect, 0 what chance gives. */
function agreement(label: string): Metric {
  return { label, direction: 'higher', range: [-1, 1], averagesClasses: false };
}

/** Better when lower, 0 or more. */
export function loss(label: string, most: number, averagesClasses = false): Metric {
  return { label, direction: 'lower', range: [0, most], averagesClasses };
}

/**
 * The metrics of a classifier; each is defined by the function of its name.
 *
 * @example
 * metrics.logLoss.direction; // 'lower'
 */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  accuracy: share('Accuracy', false),
  balancedAccuracy: share('Balanced accuracy', true),
  macroF1: share('Macro F1', true),
  auroc: share('AUROC', true),
  logLoss: loss('Log loss (nats)', Infinity),
  auprc: share('AUPRC', true),
  weightedF1: share('Weighted F1', false),
  microF1: share('Micro F1', false),
  macroPrecision: share('Macro precision', true),
  macroRecall: share('Macro recall', true),
  macroSpecificity: share('Macro specificity', true),
  hardAuroc: share('Hard-prediction AUROC', true),
  mcc: agreement('Matthews correlation'),
  cohenKappa: agreement('Cohen’s kappa'),
  quadraticKappa: agreement('Quadratic weighted kappa'),
  sensitivityAtSpecificity90: share('Sensitivity at specificity 0.9', true),
  specificityAtSensitivity90: share('Specificity at sensitivity 0.9', true),
  brier: loss('Brier score', 2),
  ece: loss('Expected calibration error', 1),
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
    auprc: make('auprc'),
    weightedF1: make('weightedF1'),
    microF1: make('microF1'),
    macroPrecision: make('macroPrecision'),
    macroRecall: make('macroRecall'),
    macroSpecificity: make('macroSpecificity'),
    hardAuroc: make('hardAuroc'),
    mcc: make('mcc'),
    cohenKappa: make('cohenKappa'),
    quadraticKappa: make('quadraticKappa'),
    sensitivityAtSpecificity90: make('sensitivityAtSpecificity90'),
    specificityAtSensitivity90: make('specificityAtSensitivity90'),
    brier: make('brier'),
    ece: make('ece'),
  };
}

/** The metrics as a bootstrap reads them. */
export const classificationFigures: FigureSet<MetricName> = {
  names: metricNames,
  per: perMetric,
  averagesClasses: name => metrics[name].averagesClasses,
};
