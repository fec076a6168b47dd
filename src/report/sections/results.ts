import type { Cell, Results } from '../../study/index.ts';
import { chosenCells, meanOfFits } from '../cells.ts';
import { intervalPhrase, metricLabel } from '../difference-sentence.ts';
import { cellHeading } from '../elements/cell-heading.ts';
import { disclosure } from '../elements/disclosure.ts';
import { intervalCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { type TableRow, table } from '../elements/table.ts';
import {
  formatCount,
  formatMany,
  formatMilliseconds,
  formatNumber,
  formatPercent,
  formatSeconds,
} from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { shownMetrics } from '../shown-metrics.ts';
import type { Language } from '../words/languages.ts';
import { resultsWords } from '../words/results.ts';
import { overview } from './overview.ts';

/** Test figures of the chosen cells, then of the whole grid. */
export function resultsSection(results: Results, language: Language): Markup {
  const words = resultsWords[language];
  const { evaluation } = results;
  const chosen = chosenCells(results);
  const columns = [
    words.head,
    ...shownMetrics(results).map(name => metricLabel(name, language)),
    words.parameters,
    words.training,
    words.inference,
  ];
  const reading = words.reading({
    seeds: formatMany(results.cells[0]?.fits.length ?? 0, 'seed', language),
    interval: intervalPhrase(results, language),
    resamples: formatMany(evaluation.resamples, 'resample', language),
    groups: formatMany(evaluation.testGroups, 'test group', language),
  });
  return section({
    id: 'results',
    title: words.title,
    content: html`<p>${reading}</p>
${baselineSentence(results, language)}${overview(chosen, results, language)}${table({
  id: 'chosen-cells',
  caption: words.chosenCaption(formatMany(evaluation.testRows, 'row', language)),
  columns,
  rows: chosen.map(cell => cellRow(cell, results, language)),
})}${disclosure(
  words.allCells(formatMany(results.cells.length, 'cell', language)),
  table({
    id: 'all-cells',
    caption: words.allCaption,
    columns,
    rows: results.cells.map(cell => cellRow(cell, results, language)),
  }),
)}`,
  });
}

/** What a guess without any model reaches. */
function baselineSentence(
  { split, dataset: { classes } }: Results,
  language: Language,
): Markup | null {
  const largest = classes.reduce<string | null>(
    (best, name) =>
      best === null || (split.train.classes[name] ?? 0) > (split.train.classes[best] ?? 0)
        ? name
        : best,
    null,
  );
  if (largest === null || split.test.rows === 0) return null;
  const share = (split.test.classes[largest] ?? 0) / split.test.rows;
  const tested = classes.filter(name => (split.test.classes[name] ?? 0) > 0).length;
  const sentence = resultsWords[language].guess({
    largest,
    share: formatPercent(share),
    balanced: formatNumber(1 / tested, language),
    auroc: formatNumber(0.5, language),
  });
  return html`<p>${sentence}</p>
`;
}

function cellRow(cell: Cell, results: Results, language: Language): TableRow {
  return {
    heading: cellHeading(cell, results, language),
    cells: [
      ...shownMetrics(results).map(name => intervalCell(cell.test[name], language)),
      formatCount(cell.parameters, language),
      formatSeconds(meanOfFits(cell, 'trainingSeconds'), language),
      formatMilliseconds(meanOfFits(cell, 'inferenceSeconds') * 1000, language),
    ],
  };
}
