import type { FigureSet } from '../figure-set.ts';
import { loss, type Metric, share } from '../metrics.ts';

/** The names of the metrics of several labels a row, the headline ones first. */
export const multilabelMetricNames = [
  'subsetAccuracy',
  'macroF1',
  'auroc',
  'auprc',
  'logLoss',
  'hammingLoss',
  'microF1',
  'weightedF1',
  'samplesF1',
  'macroPrecision',
  'microPrecision',
  'weightedPrecision',
  'samplesPrecision',
  'macroRecall',
  'microRecall',
  'weightedRecall',
  'samplesRecall',
  'macroSpecificity',
  'microSpecificity',
  'microAuroc',
  'microAuprc',
  'brier',
  'ece',
] as const;

/** The name of a metric of several labels a row. */
export type MultilabelMetricName = (typeof multilabelMetricNames)[number];

/** Those of them that tables show. */
export const multilabelHeadlineMetrics = [
  'subsetAccuracy',
  'macroF1',
  'auroc',
  'auprc',
  'logLoss',
] as const satisfies readonly MultilabelMetricName[];

/**
 * The metrics of several labels a row, each label being there or not on its own (n × L). Macro: the
 * unweighted mean over labels; weighted: by how often the label is there; micro: all n·L decisions
 * together; samples: the mean over rows of a row's own figure.
 *
 * @example
 * multilabelMetrics.hammingLoss.direction; // 'lower'
 */
export const multilabelMetrics: Readonly<Record<MultilabelMetricName, Metric>> = {
  subsetAccuracy: share('Subset accuracy', false),
  macroF1: share('Macro F1', true),
  auroc: share('AUROC', true),
  auprc: share('AUPRC', true),
  logLoss: loss('Log loss (nats)', Infinity),
  hammingLoss: loss('Hamming loss', 1),
  microF1: share('Micro F1', false),
  weightedF1: share('Weighted F1', false),
  samplesF1: share('Samples F1', false),
  macroPrecision: share('Macro precision', true),
  microPrecision: share('Micro precision', false),
  weightedPrecision: share('Weighted precision', false),
  samplesPrecision: share('Samples precision', false),
  macroRecall: share('Macro recall', true),
  microRecall: share('Micro recall', false),
  weightedRecall: share('Weighted recall', false),
  samplesRecall: share('Samples recall', false),
  macroSpecificity: share('Macro specificity', true),
  microSpecificity: share('Micro specificity', false),
  microAuroc: share('Micro AUROC', false),
  microAuprc: share('Micro AUPRC', false),
  brier: loss('Brier score', 1),
  ece: loss('Expected calibration error', 1),
};

/** One thing for each metric of several labels. */
export type PerMultilabelMetric<T> = Record<MultilabelMetricName, T>;

/** One thing for each metric of several labels, made from its name by `make`. */
export function perMultilabelMetric<T>(
  make: (name: MultilabelMetricName) => T,
): PerMultilabelMetric<T> {
  return {
    subsetAccuracy: make('subsetAccuracy'),
    macroF1: make('macroF1'),
    auroc: make('auroc'),
    auprc: make('auprc'),
    logLoss: make('logLoss'),
    hammingLoss: make('hammingLoss'),
    microF1: make('microF1'),
    weightedF1: make('weightedF1'),
    samplesF1: make('samplesF1'),
    macroPrecision: make('macroPrecision'),
    microPrecision: make('microPrecision'),
    weightedPrecision: make('weightedPrecision'),
    samplesPrecision: make('samplesPrecision'),
    macroRecall: make('macroRecall'),
    microRecall: make('microRecall'),
    weightedRecall: make('weightedRecall'),
    samplesRecall: make('samplesRecall'),
    macroSpecificity: make('macroSpecificity'),
    microSpecificity: make('microSpecificity'),
    microAuroc: make('microAuroc'),
    microAuprc: make('microAuprc'),
    brier: make('brier'),
    ece: make('ece'),
  };
}

/** The metrics of several labels as a bootstrap reads them. */
export const multilabelFigures: FigureSet<MultilabelMetricName> = {
  names: multilabelMetricNames,
  per: perMultilabelMetric,
  averagesClasses: name => multilabelMetrics[name].averagesClasses,
};
