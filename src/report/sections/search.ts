import type { Results, Search } from '../../study/index.ts';
import { metricLabel, metricPhrase } from '../difference-sentence.ts';
import { disclosure } from '../elements/disclosure.ts';
import { differenceCell, intervalCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import {
  formatCount,
  formatMany,
  formatNumber,
  formatSetting,
  listed,
  upperFirst,
} from '../format.ts';
import { halvingCaveat } from '../halving-caveat.ts';
import { html, type Markup } from '../markup.ts';
import { shownMetrics } from '../shown-metrics.ts';
import type { Language } from '../words/languages.ts';
import { searchWords } from '../words/search.ts';

/** What a search for settings found, beside the usual settings, and how optimistic its choice is. */
export function searchSection(results: Results, language: Language): Markup | null {
  const { search } = results;
  if (search === undefined) return null;
  const words = searchWords[language];
  const { trials, method, seed, image, text, aligner, optimism } = search;
  const metric = metricPhrase(results.evaluation.select, language);
  const reading = words.reading(
    formatMany(trials.length, 'trial', language),
    words.methods[method],
    formatSetting(seed, language),
    metric,
  );
  return section({
    id: 'search',
    title: words.title,
    content: html`<p>${reading} ${budgetSentence(search, language)} ${words.on} <code>${image}</code> + <code>${text}</code>, <code>${aligner}</code>.</p>
<p>${words.optimism(
      metric,
      formatNumber(optimism.best, language),
      formatNumber(optimism.corrected, language),
      formatMany(optimism.resamples, 'resample', language),
    )} ${halvingCaveat(search, language)}</p>
${figures(search, results, language)}${disclosure(words.allTrials, trialTable(search, results, language))}
`,
  });
}

function budgetSentence({ budget }: Search, language: Language): string | null {
  const words = searchWords[language];
  const limits = [
    ...(budget.trials === null ? [] : [formatMany(budget.trials, 'trial', language)]),
    ...(budget.minutes === null ? [] : [words.minutes(formatCount(budget.minutes, language))]),
  ];
  return limits.length === 0 ? null : words.budget(listed(limits, language));
}

function figures(search: Search, results: Results, language: Language): Markup {
  const words = searchWords[language];
  const { select } = results.evaluation;
  const shown = shownMetrics(results);
  const contender = (name: string, { settings, validation, test }: Search['default']) => ({
    heading: html`${name} <span class="range">${settingsText(settings, language)}</span>`,
    cells: [
      intervalCell(validation[select], language),
      ...shown.map(metric => intervalCell(test[metric], language)),
    ],
  });
  return table({
    id: 'search-figures',
    caption: words.caption,
    longHeadings: true,
    columns: [
      words.settings,
      words.onValidation(metricLabel(select, language)),
      ...shown.map(name => words.onTest(metricLabel(name, language))),
    ],
    rows: [
      contender(words.best, search.best),
      contender(words.usual, search.default),
      {
        heading: words.difference,
        cells: ['', ...shown.map(name => differenceCell(search.difference[name], language))],
      },
    ],
  });
}

function settingsText(settings: Search['default']['settings'], language: Language): string {
  const words = searchWords[language];
  const { head, hidden, dropout, rate, weightDecay } = settings;
  const value = (number: number) => formatSetting(number, language);
  const size = hidden === 0 ? words.linear : words.units(value(hidden));
  return [
    head,
    size,
    `${words.dropout} ${value(dropout)}`,
    `${words.rate} ${value(rate)}`,
    `${words.decay} ${value(weightDecay)}`,
  ].join(', ');
}

function trialTable({ trials }: Search, results: Results, language: Language): Markup {
  const words = searchWords[language];
  const value = (number: number) => formatSetting(number, language);
  return table({
    id: 'search-trials',
    caption: words.trialsCaption,
    wordColumns: 1,
    columns: [
      words.trial,
      words.head,
      words.rung,
      words.epochs,
      words.hidden,
      upperFirst(words.dropout),
      upperFirst(words.rate),
      upperFirst(words.decay),
      metricLabel(results.evaluation.select, language),
    ],
    rows: trials.map(each => ({
      heading: formatCount(each.trial, language),
      cells: [
        each.head,
        formatCount(each.rung, language),
        formatCount(each.epochs, language),
        formatCount(each.hidden, language),
        value(each.dropout),
        value(each.rate),
        value(each.weightDecay),
        formatNumber(each.validation, language),
      ],
    })),
  });
}
