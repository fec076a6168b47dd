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
import { differenceWords } from './words/difference.ts';
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
  const words = differenceWords[language];
  const figure = metricNoun(metric, language);
  const interval = intervalPhrase(results, language);
  const verdict = verdictOf(difference, metric);
  if (verdict === 'undefined') return words.undefined(action, metricPhrase(metric, language));
  if (verdict === 'unclear') {
    return words.unclear({
      action: lowerFirst(action),
      figure,
      size: formatDifference(difference, language),
      interval,
      range: formatRange(difference, language, formatSigned),
    });
  }
  return words.clear({
    action,
    figure,
    size: sizeOf(difference, language),
    interval,
    range: sizeRange(difference, language),
    rose: rose(difference),
    worse: verdict === 'loss',
  });
}

/** The other metrics in one sentence; empty where there is nothing to add. */
export function otherMetricsSentence(
  differences: Readonly<Record<string, FigureDifference>>,
  names: readonly MetricName[],
  language: Language,
): string {
  const words = differenceWords[language];
  const open = names.filter(name => !excludesZero(differences[name]));
  const parts = names
    .filter(name => excludesZero(differences[name]))
    .map(name =>
      words.moved({
        figure: metricNoun(name, language),
        size: sizeOf(differences[name], language),
        range: sizeRange(differences[name], language),
        rose: rose(differences[name]),
      }),
    );
  if (open.length > 0) {
    const names = open.map(name => metricPhrase(name, language));
    parts.push(words.unmoved(listed(names, language)));
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

/** The same with its article where the language wants one: `el AUROC`. */
export function metricNoun(name: MetricName, language: Language): string {
  const { article, phrase } = metricWords[language][name];
  return article === undefined ? phrase : `${article} ${phrase}`;
}

/** A metric's name as a heading: `AUROC`, `Macro F1`. */
export function metricLabel(name: MetricName, language: Language): string {
  return metricWords[language][name].label;
}

function rose({ low }: FigureDifference): boolean {
  return low !== null && low > 0;
}

function sizeOf(difference: FigureDifference, language: Language): string {
  const { estimate } = difference;
  const size = estimate === null ? null : Math.abs(estimate);
  return formatNumber(size, language, decimalsFor(difference));
}

/** The interval of the size of a change whose sign the verb has named. */
function sizeRange({ estimate, low, high }: FigureDifference, language: Language): string {
  const fell = high !== null && high < 0;
  const size =
    fell && low !== null ? { estimate, low: -high, high: -low } : { estimate, low, high };
  return formatRange(size, language);
}
