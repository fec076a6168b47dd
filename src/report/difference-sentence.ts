import { type MetricName, metrics } from '../evaluate/index.ts';
import type { FigureDifference, Results } from '../study/index.ts';
import {
  decimalsFor,
  formatDifference,
  formatNumber,
  formatPercent,
  formatRange,
  formatSigned,
  listed,
  lowerFirst,
  upperFirst,
} from './format.ts';
import { excludesZero, verdictOf } from './verdict.ts';

/**
 * `Centring raised AUROC by 0.006 (95 % interval 0.002 to 0.010).`, or that no difference could be
 * shown, and how large one the interval still allows.
 *
 * @param action what was done: a noun phrase that can open a sentence
 */
export function differenceSentence(
  action: string,
  difference: FigureDifference,
  metric: MetricName,
  results: Results,
): string {
  const figure = metricPhrase(metric);
  const level = intervalPhrase(results);
  switch (verdictOf(difference, metric)) {
    case 'undefined':
      return `${action}: the difference in ${figure} is undefined, because a class is missing from the test rows.`;
    case 'unclear':
      return `No difference could be shown: ${lowerFirst(action)} changed ${figure} by ${formatDifference(difference)} (${level} ${formatRange(difference, formatSigned)}).`;
    default:
      return `${action} ${changed(difference)} ${figure} by ${sizeOf(difference)} (${level} ${sizeRange(difference)})${worse(difference, metric)}.`;
  }
}

/** The other metrics in one sentence; empty where there is nothing to add. */
export function otherMetricsSentence(
  differences: Readonly<Record<MetricName, FigureDifference>>,
  names: readonly MetricName[],
): string {
  const shown = names.filter(name => excludesZero(differences[name]));
  const open = names.filter(name => !excludesZero(differences[name]));
  const parts = shown.map(
    name =>
      `${metricPhrase(name)} ${differences[name].low !== null && differences[name].low > 0 ? 'rose' : 'fell'} by ${sizeOf(differences[name])} (${sizeRange(differences[name])})`,
  );
  if (open.length > 0) {
    parts.push(`no difference could be shown in ${listed(open.map(metricPhrase))}`);
  }
  return parts.length === 0 ? '' : `${upperFirst(parts.join('; '))}.`;
}

/** `95 % interval`. */
export function intervalPhrase({ evaluation }: Results): string {
  return `${formatPercent(evaluation.level)} interval`;
}

/** A metric's name within a sentence: `AUROC`, `macro F1`, `log loss (nats)`. */
export function metricPhrase(name: MetricName): string {
  const { label } = metrics[name];
  return label === label.toUpperCase() ? label : lowerFirst(label);
}

function changed({ low }: FigureDifference): string {
  return low !== null && low > 0 ? 'raised' : 'lowered';
}

function worse(difference: FigureDifference, metric: MetricName): string {
  return verdictOf(difference, metric) === 'loss' ? ', which is worse' : '';
}

function sizeOf(difference: FigureDifference): string {
  const { estimate } = difference;
  return formatNumber(estimate === null ? null : Math.abs(estimate), decimalsFor(difference));
}

/** The interval of the size of a change whose sign the verb has named. */
function sizeRange({ estimate, low, high }: FigureDifference): string {
  const fell = high !== null && high < 0;
  const size =
    fell && low !== null ? { estimate, low: -high, high: -low } : { estimate, low, high };
  return formatRange(size);
}
