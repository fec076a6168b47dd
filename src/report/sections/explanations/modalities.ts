import type { Explanations, FigureInterval, Results } from '../../../study/index.ts';
import { type IntervalMark, intervalPlot, sharedDomain } from '../../charts/interval-plot.ts';
import { metricLabel, metricPhrase } from '../../difference-sentence.ts';
import { figure, type Panel } from '../../elements/figure.ts';
import { differenceCell } from '../../elements/interval-cell.ts';
import { legend } from '../../elements/legend.ts';
import { table } from '../../elements/table.ts';
import {
  formatCount,
  formatDifferenceWithInterval,
  formatMany,
  formatNumber,
  formatPercent,
  shortened,
} from '../../format.ts';
import { html, type Markup } from '../../markup.ts';
import { shownMetrics } from '../../shown-metrics.ts';
import { excludesZero } from '../../verdict.ts';
import { explanationsWords } from '../../words/explanations.ts';
import type { Language } from '../../words/languages.ts';

type Modalities = NonNullable<Explanations['modalities']>;

/** Below it the figures of a class are mostly noise. */
const fewRows = 30;

/** What image and record contribute to the metrics, and to the score of the true class. */
export function modalityParts(
  { modalities }: Explanations,
  results: Results,
  language: Language,
): Markup | null {
  if (modalities === null) return null;
  const words = explanationsWords[language];
  return html`<h3>${words.modalitiesTitle}</h3>
<p>${words.modalities(formatMany(modalities.rows, 'test row', language))} ${words.absent}</p>
${chart(modalities, results, language)}${metricTable(modalities, results, language)}<p class="table-note">${words.interactionNote}</p>
${scoreTable(modalities, language)}`;
}

function chart({ metrics, scores }: Modalities, results: Results, language: Language): Markup {
  const words = explanationsWords[language];
  const { select } = results.evaluation;
  const { shapley, interaction } = metrics[select];
  const all = scores.find(each => each.class === null);
  const panels = [
    panel(
      'contribution-metric',
      words.contributions(metricPhrase(select, language)),
      [
        [words.image, shapley.image],
        [words.record, shapley.text],
        [words.interaction, interaction],
      ],
      language,
    ),
    ...(all === undefined
      ? []
      : panel(
          'contribution-score',
          words.contributions(words.scores),
          [
            [words.image, all.image],
            [words.record, all.text],
          ],
          language,
        )),
  ].flat();
  if (panels.length === 0) return html``;
  return figure(
    {
      caption: words.chartCaption,
      note: words.chartNote,
      legend: legend([
        ['clear', words.clear],
        ['unclear', words.unclear],
      ]),
      panels,
      // The table beneath it holds them.
      tables: null,
    },
    language,
  );
}

function panel(
  id: string,
  heading: string,
  entries: readonly (readonly [string, FigureInterval])[],
  language: Language,
): Panel[] {
  const marks = differenceMarks(entries, language);
  if (marks.length === 0) return [];
  const description = marks.map(({ label, value }) => `${label}: ${value}`).join('; ');
  const chart = intervalPlot(
    { id, title: heading, description },
    marks,
    { axis: heading, reference: 0, domain: sharedDomain(marks, 0) },
    language,
  );
  return [{ heading, chart }];
}

/** What can be drawn beside 0; filled where the interval excludes it. */
export function differenceMarks(
  entries: readonly (readonly [string, FigureInterval])[],
  language: Language,
): IntervalMark[] {
  return entries.flatMap(([label, interval]) => {
    const { estimate, low, high } = interval;
    if (estimate === null || low === null || high === null) return [];
    const value = formatDifferenceWithInterval(interval, language);
    return [
      { label: shortened(label, 28), value, estimate, low, high, filled: excludesZero(interval) },
    ];
  });
}

function metricTable({ metrics }: Modalities, results: Results, language: Language): Markup {
  const words = explanationsWords[language];
  return table({
    id: 'contributions',
    caption: words.contributionsCaption,
    columns: [
      words.metric,
      words.neither,
      words.imageOnly,
      words.recordOnly,
      words.both,
      words.imageShare,
      words.recordShare,
      words.interaction,
    ],
    rows: shownMetrics(results).map(name => {
      const { none, image, text, both, shapley, interaction } = metrics[name];
      return {
        heading: metricLabel(name, language),
        cells: [
          ...[none, image, text, both].map(value => formatNumber(value, language)),
          ...[shapley.image, shapley.text, interaction].map(each => differenceCell(each, language)),
        ],
      };
    }),
  });
}

function scoreTable({ scores }: Modalities, language: Language): Markup {
  const words = explanationsWords[language];
  const few = scores.some(({ rows }) => rows < fewRows);
  return html`${table({
    id: 'contribution-scores',
    caption: words.scoresCaption,
    columns: [words.class, words.rows, words.imageShare, words.recordShare, words.imageAbove],
    rows: scores.map(({ class: name, rows, image, text, imageAbove }) => {
      const heading = name ?? words.allClasses;
      return {
        heading: rows < fewRows ? words.few(heading) : heading,
        cells: [
          formatCount(rows, language),
          differenceCell(image, language),
          differenceCell(text, language),
          formatPercent(imageAbove),
        ],
      };
    }),
  })}${
    few
      ? html`<p class="table-note">${words.fewNote(formatMany(fewRows, 'row', language))}</p>
`
      : null
  }`;
}
