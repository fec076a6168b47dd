import type { FigureInterval } from '../../study/index.ts';
import { formatDifference, formatEstimate, formatRange, formatSigned } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { excludesZero } from '../verdict.ts';
import type { Language } from '../words/languages.ts';

/** Of a bootstrap or of folds. */
type Interval = Pick<FigureInterval, 'estimate' | 'low' | 'high'>;

/** An estimate over its interval. */
export function intervalCell(interval: Interval, language: Language): Markup {
  return interval.estimate === null
    ? html`–`
    : html`${formatEstimate(interval, language)} <span class="range">${formatRange(interval, language)}</span>`;
}

/** A difference over its interval; in bold where the interval excludes 0. */
export function differenceCell(difference: Interval, language: Language): Markup {
  if (difference.estimate === null) return html`–`;
  const estimate = formatDifference(difference, language);
  const range = html`<span class="range">${formatRange(difference, language, formatSigned)}</span>`;
  return excludesZero(difference)
    ? html`<strong>${estimate}</strong> ${range}`
    : html`${estimate} ${range}`;
}
