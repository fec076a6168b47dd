import type { MetricName } from '../evaluate/index.ts';
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
import type { Language } from './words/languages.ts';
import { metricWords } from './words/metrics.ts';
import { pageWords } from './words/page.ts';

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
  language: Language,
): string {
  const figure = metricPhrase(metric, language);
  const level = intervalPhrase(results, language);
  switch (verdictOf(difference, metric)) {
    case 'undefined':
      return `${action}: the difference in ${figure} is undefined, because a class is missing from the test rows.`;
    case 'unclear':
      return `No difference could be shown: ${lowerFirst(action)} changed ${figure} by ${formatDifference(difference, language)} (${level} ${formatRange(difference, language, formatSigned)}).`;
    default:
      return `${action} ${changed(difference)} ${figure} by ${sizeOf(difference, language)} (${level} ${sizeRange(difference, language)})${worse(difference, metric)}.`;
  }
}

/** The other metrics in one sentence; empty where there is nothing to add. */
export function otherMetricsSentence(
  differences: Readonly<Record<MetricName, FigureDifference>>,
  names: readonly MetricName[],
  language: Language,
): string {
  const shown = names.filter(name => excludesZero(differences[name]));
  const open = names.filter(name => !excludesZero(differences[name]));
  const parts = shown.map(
    name =>
      `${metricPhrase(name, language)} ${differences[name].low !== null && differences[name].low > 0 ? 'rose' : 'fell'} by ${sizeOf(differences[name], language)} (${sizeRange(differences[name], language)})`,
  );
  if (open.length > 0) {
    parts.push(
      `no difference could be shown in ${listed(
        open.map(name => metricPhrase(name, language)),
        language,
      )}`,
    );
  }
  return parts.length === 0 ? '' : `${upperFirst(parts.join('; '))}.`;
}

/** `95 % interval`. */
export function intervalPhrase({ evaluation }: Results, language: Language): string {
  return pageWords[language].interval(formatPercent(evaluation.level));
}

/** `95 % intervals`. */
export function intervalsPhrase({ evaluation }: Results, language: Language): string {
  return pageWords[language].intervals(formatPercent(evaluation.level));
}

/** A metric's name within a sentence: `AUROC`, `macro F1`, `log loss (nats)`. */
export function metricPhrase(name: MetricName, language: Language): string {
  return metricWords[language][name].phrase;
}

/** A metric's name as a heading: `AUROC`, `Macro F1`. */
export function metricLabel(name: MetricName, language: Language): string {
  return metricWords[language][name].label;
}

function changed({ low }: FigureDifference): string {
  return low !== null && low > 0 ? 'raised' : 'lowered';
}

function worse(difference: FigureDifference, metric: MetricName): string {
  return verdictOf(difference, metric) === 'loss' ? ', which is worse' : '';
}

function sizeOf(difference: FigureDifference, language: Language): string {
  const { estimate } = difference;
  return formatNumber(
    estimate === null ? null : Math.abs(estimate),
    language,
    decimalsFor(difference),
  );
}

/** The interval of the size of a change whose sign the verb has named. */
function sizeRange({ estimate, low, high }: FigureDifference, language: Language): string {
  const fell = high !== null && high < 0;
  const size =
    fell && low !== null ? { estimate, low: -high, high: -low } : { estimate, low, high };
  return formatRange(size, language);
}
