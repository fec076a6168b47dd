import type { Cell, CrossValidation, Results } from '../../study/index.ts';
import { encoderPairs } from '../cells.ts';
import { type IntervalMark, intervalPlot, sharedDomain } from '../charts/interval-plot.ts';
import { metricLabel, metricPhrase } from '../difference-sentence.ts';
import { cellLines } from '../elements/cell-heading.ts';
import { figure } from '../elements/figure.ts';
import { inEnglish } from '../elements/in-english.ts';
import { differenceCell, intervalCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { type TableRow, table } from '../elements/table.ts';
import {
  formatEstimate,
  formatMany,
  formatNumber,
  formatPercent,
  formatRange,
  shortened,
} from '../format.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { cellLabel, pairName } from '../names.ts';
import { shownMetrics } from '../shown-metrics.ts';
import { crossValidationWords } from '../words/cross-validation.ts';
import type { Language } from '../words/languages.ts';
import { pageWords } from '../words/page.ts';

type Values = CrossValidation['cells'][number]['byFold'];

/** The grid over folds: of repeated each cell, of nested what choosing and then testing comes to. */
export function crossValidationSection(results: Results, language: Language): Markup | null {
  const { crossValidation } = results;
  if (crossValidation === undefined) return null;
  const words = crossValidationWords[language];
  const { kind, group, level, parts, warnings } = crossValidation;
  const corrected = words.corrected(
    formatMany(parts.length, 'fold', language),
    pageWords[language].interval(formatPercent(level)),
  );
  return section({
    id: 'folds',
    title: words.title,
    content: html`<p>${reading(crossValidation, results, language)} ${group === null ? null : words.grouped(group)}</p>
<p>${corrected}</p>
${kind === 'nested' ? nested(crossValidation, results, language) : repeated(crossValidation, results, language)}${differences(crossValidation, results, language)}${
  warnings.length === 0
    ? null
    : html`<h3>${words.warnings}</h3>
<ul>
${warnings.map(
  message => html`<li>${inEnglish(message, language)}</li>
`,
)}</ul>
`
}`,
  });
}

function reading(found: CrossValidation, results: Results, language: Language): string {
  const words = crossValidationWords[language];
  const { kind, folds, repeats, inner } = found;
  const shape = `${formatMany(folds, 'fold', language)} × ${formatMany(repeats, 'repeat', language)}`;
  if (kind === 'repeated') return words.repeated(shape);
  const within = inner > 1 ? formatMany(inner, 'fold', language) : null;
  return words.nested(shape, within, metricPhrase(results.evaluation.select, language));
}

function repeated({ cells }: CrossValidation, results: Results, language: Language): Markup {
  const words = crossValidationWords[language];
  const { select } = results.evaluation;
  const shown = shownMetrics(results);
  return html`${cells.length > mostDrawn ? null : chart(cells, results, language)}<p>${words.spreadIs}</p>
${table({
  id: 'fold-cells',
  caption: words.cellsCaption,
  columns: [
    words.cell,
    ...shown.map(name => metricLabel(name, language)),
    words.spread(metricLabel(select, language)),
  ],
  rows: cells.map(({ id, figures, byFold }) => ({
    heading: linesOf(id, results, language),
    cells: [
      ...shown.map(name => intervalCell(figures[name], language)),
      spread(byFold, select, language),
    ],
  })),
})}`;
}

/** As many as can be told apart in a drawing; a larger grid has its table. */
const mostDrawn = 12;

/** A longer label would meet the figure at the other end of its row. */
const mostCharacters = 44;

function labelOf(cell: Cell, results: Results, language: Language): string {
  const label = cellLabel(cell, results, language);
  return encoderPairs(results).length > 1
    ? `${label} · ${pairName(cell, results, language)}`
    : label;
}

function chart(cells: CrossValidation['cells'], results: Results, language: Language): Markup {
  const words = crossValidationWords[language];
  const { select } = results.evaluation;
  const metric = metricLabel(select, language);
  const marks = cells.flatMap(({ id, figures }): IntervalMark[] => {
    const { estimate, low, high } = figures[select];
    if (estimate === null || low === null || high === null) return [];
    const value = formatEstimate(figures[select], language);
    const cell = results.cells.find(each => each.id === id);
    const label = cell === undefined ? id : labelOf(cell, results, language);
    return [{ label: shortened(label, mostCharacters), value, estimate, low, high, filled: true }];
  });
  if (marks.length === 0) return html``;
  const text = {
    id: 'fold-chart',
    title: words.chart(metric),
    description: marks.map(({ label, value }) => `${label}: ${value}`).join('; '),
  };
  return figure(
    {
      caption: words.chart(metric),
      note: words.chartNote,
      panels: [
        {
          heading: '',
          chart: intervalPlot(text, marks, { axis: metric, domain: sharedDomain(marks) }, language),
        },
      ],
      // The table beneath it holds them.
      tables: null,
    },
    language,
  );
}

function spread(byFold: Values, metric: string, language: Language): string {
  const known = byFold.flatMap(values => values[metric] ?? []);
  if (known.length === 0) return formatNumber(null, language);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return formatRange({ estimate: null, low, high }, language);
}

function nested({ procedures, parts }: CrossValidation, results: Results, language: Language) {
  const words = crossValidationWords[language];
  const { select } = results.evaluation;
  const shown = shownMetrics(results);
  const tests = formatMany(parts.length, 'fold', language);
  return html`${table({
    id: 'fold-procedures',
    caption: words.proceduresCaption,
    columns: [
      words.procedure,
      ...shown.map(name => metricLabel(name, language)),
      words.spread(metricLabel(select, language)),
      words.chosenBy(metricLabel(select, language)),
    ],
    rows: procedures.map(({ name, figures, byFold }) => ({
      heading: words.procedures[name],
      cells: [
        ...shown.map(metric => intervalCell(figures[metric], language)),
        spread(
          byFold.map(({ test }) => test),
          select,
          language,
        ),
        formatNumber(mean(byFold.flatMap(({ chosenBy }) => chosenBy ?? [])), language),
      ],
    })),
  })}<p class="table-note">${words.chosenByNote}</p>
${table({
  id: 'fold-choices',
  caption: words.chosenCaption,
  columns: [words.procedure, words.cell, words.chosen],
  cells: 'words',
  rows: procedures.flatMap(({ name, chosen }) =>
    Object.entries(chosen)
      .sort(([, a], [, b]) => b - a)
      .map(
        ([cell, count]): TableRow => ({
          heading: words.procedures[name],
          cells: [linesOf(cell, results, language), words.times(String(count), tests)],
        }),
      ),
  ),
})}`;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
}

/** A cell by its id; as that id where the grid does not hold it. */
function linesOf(id: string, results: Results, language: Language): Content {
  const cell = results.cells.find(each => each.id === id);
  return cell === undefined ? html`<code>${id}</code>` : cellLines(cell, results, language);
}

function differences(
  { comparisons }: CrossValidation,
  results: Results,
  language: Language,
): Markup | null {
  if (comparisons.length === 0) return null;
  const words = crossValidationWords[language];
  const shown = shownMetrics(results);
  const named = (name: string): Content =>
    name === 'fused' || name === 'single' || name === 'any'
      ? words.procedures[name]
      : linesOf(name, results, language);
  return table({
    id: 'fold-differences',
    caption: words.differencesCaption,
    wordColumns: 1,
    columns: [words.first, words.second, ...shown.map(name => metricLabel(name, language))],
    rows: comparisons.map(({ a, b, differences: figures }) => ({
      heading: named(a),
      cells: [named(b), ...shown.map(name => differenceCell(figures[name], language))],
    })),
  });
}
