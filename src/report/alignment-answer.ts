import { metrics } from '../evaluate/index.ts';
import type { Cell, Choice, PaperClaim, Results } from '../study/index.ts';
import { bestCells, cellOf } from './cells.ts';
import { differenceSentence, metricPhrase } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatNumber, formatSigned } from './format.ts';
import { alignerName, alignerPhrase, headPhrase, lambdaEquals } from './names.ts';

/**
 * Whether alignment helped here, by how much, and what the paper's protocol would have claimed on
 * the same rows: for the fused head with the best validation figure. Nothing where none was aligned.
 */
export function alignmentAnswer(results: Results): Finding[] {
  const { fused } = bestCells(results);
  const choice = results.choices.find(each => each.cell === fused?.id);
  if (fused === null || choice === undefined) return [];
  const aligned = bestAligned(choice, results);
  if (aligned === null || choice.byKind.none === undefined) return [];
  const comparison = results.comparisons.find(
    ({ question, a, b }) =>
      question === 'alignment' && a === aligned.id && b === choice.byKind.none,
  );
  if (comparison === undefined) return [];
  const { select } = results.evaluation;
  const action = `Alignment by ${alignerName(aligned.aligner)} (the best one on validation rows) of ${headPhrase(aligned, results)}`;
  const sentence = differenceSentence(action, comparison.differences[select], select, results);
  return [
    {
      text: `Did alignment help here? ${sentence} ${chosen(choice, fused, results)}`,
      details: claimTexts(choice, results),
    },
  ];
}

/** The best on validation rows of those that align at all. */
function bestAligned({ byKind }: Choice, results: Results): Cell | null {
  const { select } = results.evaluation;
  const sign = metrics[select].direction === 'higher' ? 1 : -1;
  const value = (cell: Cell) =>
    sign * (cell.validation[select].estimate ?? Number.NEGATIVE_INFINITY);
  const cells = Object.entries(byKind)
    .filter(([kind]) => kind !== 'none')
    .map(([, id]) => cellOf(results, id))
    // λ = 0 is no alignment.
    .filter(({ aligner }) => aligner.lambda !== 0);
  return cells.reduce<Cell | null>(
    (best, cell) => (best === null || value(cell) > value(best) ? cell : best),
    null,
  );
}

function chosen(choice: Choice, cell: Cell, results: Results): string {
  const { select } = results.evaluation;
  if (choice.cell === choice.best) {
    return `The validation rows chose ${alignerPhrase(cell.aligner)}.`;
  }
  const best = cellOf(results, choice.best);
  return `The rule of one standard error chose ${alignerPhrase(cell.aligner)}: on validation rows it is ${formatNumber(choice.behind)} behind ${alignerPhrase(best.aligner)} in ${metricPhrase(select)}, with a standard error of ${formatNumber(choice.standardError)}.`;
}

function claimTexts(choice: Choice, { paper }: Results): string[] {
  const claim = paper.find(
    ({ head, image, text }) =>
      head === choice.head && image === choice.image && text === choice.text,
  );
  return claim === undefined ? [] : [claimText(claim)];
}

function claimText({ lambda, gain }: PaperClaim): string {
  const area = gain.auroc === null ? '' : ` (AUROC ${formatSigned(gain.auroc)})`;
  const figure =
    lambda === 0
      ? 'would have claimed nothing here: λ = 0 came out best'
      : `would have claimed ${formatSigned(gain.macroF1)} in macro F1${area} for the shift with ${lambdaEquals(lambda)}`;
  return `Optimistic: the paper’s protocol (gap vector from all rows, one run, best epoch and best λ read off the test rows) ${figure}.`;
}
