import type { Cell, Results } from '../../study/index.ts';
import { bestCells, cellOf, chosenCells } from '../cells.ts';
import { intervalPhrase, metricPhrase } from '../difference-sentence.ts';
import { cellHeading } from '../elements/cell-heading.ts';
import { disclosure } from '../elements/disclosure.ts';
import { differenceCell, intervalCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { type TableRow, table } from '../elements/table.ts';
import { formatCount, formatWithInterval, listed } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import type { Language } from '../words/languages.ts';
import { taskWords } from '../words/task.ts';
import { metricHeading, taskMetricNames } from './metrics.ts';

/** What the best head reached, and how it was chosen. */
export function taskFindings(results: Results, language: Language): Markup {
  const words = taskWords[language];
  const warnings = results.dataset.warnings.map(({ message }) => message);
  const sentences = [...warnings, ...findingSentences(results, language)];
  return section({
    id: 'findings',
    title: words.findings,
    content: html`<ul class="findings">
${sentences.map(
  sentence => html`<li>${sentence}</li>
`,
)}</ul>
`,
  });
}

export function findingSentences(results: Results, language: Language): string[] {
  const words = taskWords[language];
  const { fused, single } = bestCells(results);
  const best = [fused, single].filter(cell => cell !== null);
  return [
    ...best.map(cell =>
      words.best(
        cellPhrase(cell, results, language),
        listed(figureTexts(cell, results, language), language),
        intervalPhrase(results, language),
      ),
    ),
    words.chosenBy(metricPhrase(results.evaluation.select, language)),
  ];
}

/** `AUROC 0.812 (0.790–0.834)` of every metric of the task, on test rows. */
export function figureTexts(cell: Cell, results: Results, language: Language): string[] {
  return taskMetricNames(results).map(name => {
    const figure = cell.test[name];
    return `${metricPhrase(name, language)} ${formatWithInterval(figure, language)}`;
  });
}

/** Test figures of the chosen cells, then of the whole grid. */
export function taskResults(results: Results, language: Language): Markup {
  const words = taskWords[language];
  const names = taskMetricNames(results);
  const columns = [
    words.head,
    ...names.map(name => metricHeading(name, language)),
    words.parameters,
  ];
  const row = (cell: Cell): TableRow => ({
    heading: cellHeading(cell, results, language),
    cells: [
      ...names.map(name => intervalCell(cell.test[name], language)),
      formatCount(cell.parameters, language),
    ],
  });
  return section({
    id: 'results',
    title: words.resultsTitle,
    content: html`<p>${words.resultsReading(intervalPhrase(results, language))}</p>
<p>${taskSentence(results, language)}</p>
${table({ id: 'chosen-cells', caption: words.chosenCaption, columns, rows: chosenCells(results).map(row) })}${disclosure(
  words.allCells,
  table({ id: 'all-cells', caption: words.allCaption, columns, rows: results.cells.map(row) }),
)}`,
  });
}

/** How what was learnt is to be read. */
export function taskSentence({ task }: Results, language: Language): string {
  const words = taskWords[language];
  if (task === undefined || task.scale === null) return words.several;
  const { transform } = task.scale;
  const scale = transform === 'log1p' ? [words.averageBase, words.logarithm] : [words.averageBase];
  return words.number(task.target ?? '', scale.join('; '));
}

/** Fusion against a single modality, alignment against none, on the same resamples. */
export function taskDifferences(results: Results, language: Language): Markup | null {
  if (results.comparisons.length === 0) return null;
  const words = taskWords[language];
  const names = taskMetricNames(results);
  return section({
    id: 'differences',
    title: words.differencesTitle,
    content: html`<p>${words.differencesReading}</p>
${table({
  id: 'differences-all',
  caption: words.differencesCaption,
  columns: [words.head, ...names.map(name => metricHeading(name, language))],
  rows: results.comparisons.map(({ a, b, differences }) => ({
    heading: words.against(
      cellPhrase(cellOf(results, a), results, language),
      cellPhrase(cellOf(results, b), results, language),
    ),
    cells: names.map(name => differenceCell(differences[name], language)),
  })),
})}`,
  });
}
