import { headlineMetrics, metrics } from '../../evaluate/index.ts';
import type { Cell, Results } from '../../study/index.ts';
import { chosenCells, meanOfFits } from '../cells.ts';
import { intervalPhrase } from '../difference-sentence.ts';
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
import type { Language } from '../words/languages.ts';
import { overview } from './overview.ts';

const columns = [
  'Head',
  ...headlineMetrics.map(name => metrics[name].label),
  'Parameters',
  'Training of one seed',
  'Inference, all test rows',
];

/** Test figures of the chosen cells, then of the whole grid. */
export function resultsSection(results: Results, language: Language): Markup {
  const { evaluation } = results;
  const chosen = chosenCells(results);
  return section({
    id: 'results',
    title: 'Results on the test rows',
    content: html`<p>Each fused head stands under the alignment that was best on validation rows. A figure is the mean over ${formatMany(results.cells[0]?.fits.length ?? 0, 'seed', language)}; below it is its ${intervalPhrase(results, language)} over ${formatMany(evaluation.resamples, 'resample', language)} of ${formatMany(evaluation.testGroups, 'test group', language)} and of the seeds. Intervals that overlap do not show that two heads are equal, nor do intervals that part show all that can be shown: the <a href="#differences">paired differences</a> answer that. The single modality and the fused head marked “best on validation” are the ones compared on the rest of this page.</p>
${baselineSentence(results, language)}${overview(chosen, results, language)}${table({
  id: 'chosen-cells',
  caption: `Test figures with the alignment chosen on validation rows (${formatMany(evaluation.testRows, 'row', language)})`,
  columns,
  rows: chosen.map(cell => cellRow(cell, results, language)),
})}${disclosure(
  `All ${formatMany(results.cells.length, 'cell', language)} of the grid`,
  table({
    id: 'all-cells',
    caption: 'Test figures of every cell of the grid; nothing was chosen by them',
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
  return html`<p>For comparison: calling every case “${largest}”, the largest class in training, would be right in ${formatPercent(share)} of the test rows, with a balanced accuracy of ${formatNumber(1 / tested, language)} and an AUROC of ${formatNumber(0.5, language)}.</p>
`;
}

function cellRow(cell: Cell, results: Results, language: Language): TableRow {
  return {
    heading: cellHeading(cell, results, language),
    cells: [
      ...headlineMetrics.map(name => intervalCell(cell.test[name], language)),
      formatCount(cell.parameters, language),
      formatSeconds(meanOfFits(cell, 'trainingSeconds'), language),
      formatMilliseconds(meanOfFits(cell, 'inferenceSeconds') * 1000, language),
    ],
  };
}
