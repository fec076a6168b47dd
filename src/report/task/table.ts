import type { Cell, Results } from '../../study/index.ts';
import { headLabel } from '../../study/index.ts';
import { chosenCells } from '../cells.ts';
import { intervalPhrase, metricPhrase } from '../difference-sentence.ts';
import { formatEstimate, formatRange } from '../format.ts';
import { pairName } from '../names.ts';
import { oneLine, wrapped } from '../wrapped.ts';
import { taskMetricNames } from './metrics.ts';

const width = 100;

/** The chosen cells of a run that learnt something else than one class, for a terminal. */
export function taskTable(results: Results): string {
  const names = taskMetricNames(results);
  const cellLines = (cell: Cell) => [
    oneLine(
      `${headLabel(cell.head)}, ${cell.aligner.kind} (${pairName(cell, results, 'en')})${marks(cell, results)}`,
      width,
    ),
    ...names.map(name => {
      const figure = cell.test[name];
      return `  ${metricPhrase(name, 'en').padEnd(26)} ${formatEstimate(figure, 'en')}  ${formatRange(figure, 'en')}`;
    }),
  ];
  const note = `Test rows; estimate and ${intervalPhrase(results, 'en')}. Chosen by ${metricPhrase(results.evaluation.select, 'en')} on validation rows.`;
  const warnings = results.dataset.warnings.flatMap(({ message }) =>
    wrapped(`Warning: ${message}`, '! ', '  ', width),
  );
  return [
    ...chosenCells(results).flatMap(cellLines),
    '',
    ...wrapped(note, '', '', width),
    ...warnings,
    '',
    results.notice,
  ].join('\n');
}

function marks({ id }: Cell, { best }: Results): string {
  if (id === best.fused) return ' — best fused on validation';
  return id === best.single ? ' — best single on validation' : '';
}
