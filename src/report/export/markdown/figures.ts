import type { Cell, Results } from '../../../study/index.ts';
import { chosenCells, meanOfFits } from '../../cells.ts';
import { taskSentence, tellsClasses } from '../../task/index.ts';
import * as english from '../english.ts';
import { outcomeOf } from '../outcome.ts';
import { heading, paragraph, table } from './blocks.ts';

/** Test figures of the cells that a reader wants first, then one figure of the whole grid. */
export function figuresChapter(results: Results): string[] {
  const { evaluation, cells } = results;
  const { select } = evaluation;
  const label = english.metricLabel(select);
  const { shown } = outcomeOf(results).metrics;
  return [
    heading(2, 'Results on the test rows'),
    paragraph(
      `Mean over ${english.many(cells[0]?.fits.length ?? 0, 'seed')} with its ${english.intervalName(results)}, from ${english.many(evaluation.resamples, 'resample')} of ${english.many(evaluation.testGroups, 'test group')} and of the seeds. Each fused head stands under the alignment chosen for it on validation rows.`,
    ),
    paragraph(tellsClasses(results) ? baselineSentence(results) : taskSentence(results, 'en')),
    table(
      ['Head', ...shown.map(english.metricLabel)],
      chosenCells(results).map(cell => [
        tagged(cell, results),
        ...shown.map(name => english.withInterval(cell.test[name])),
      ]),
    ),
    heading(3, 'The whole grid'),
    paragraph(
      `Nothing was chosen by these test figures. ${label} is what was chosen by, on validation rows.`,
    ),
    table(
      ['Cell', `${label}, validation`, `${label}, test`, 'Parameters', 'Training of one seed'],
      cells.map(cell => [
        cell.id,
        english.withInterval(cell.validation[select]),
        english.withInterval(cell.test[select]),
        english.count(cell.parameters),
        english.seconds(meanOfFits(cell, 'trainingSeconds')),
      ]),
    ),
  ];
}

/** A cell's name, and whether it was the best of its kind on validation rows. */
export function tagged(cell: Cell, results: Results): string {
  const { single, fused } = results.best;
  const best = cell.id === single || cell.id === fused ? ', best on validation' : '';
  return `${english.cellName(cell, results)}${best}`;
}

/** What a guess without any model reaches. */
export function baselineSentence({ split, dataset: { classes } }: Results): string {
  const [largest] = [...classes].sort(
    (a, b) => (split.train.classes[b] ?? 0) - (split.train.classes[a] ?? 0),
  );
  if (largest === undefined || split.test.rows === 0) return '';
  const share = (split.test.classes[largest] ?? 0) / split.test.rows;
  return `For comparison: calling every case “${largest}”, the largest class in training, would be right in ${english.percent(share)} of the test rows, with an AUROC of 0.500.`;
}
