import { metrics } from '../evaluate/index.ts';
import type { Cell, Choice, PaperClaim, Results } from '../study/index.ts';
import { bestCells, cellOf } from './cells.ts';
import { differenceSentence, metricPhrase } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatNumber, formatSigned } from './format.ts';
import { alignerName, alignerPhrase, headPhrase, lambdaEquals } from './names.ts';
import type { Language } from './words/languages.ts';

/**
 * Whether alignment helped here, by how much, and what the paper's protocol would have claimed on
 * the same rows: for the fused head with the best validation figure. Nothing where none was aligned.
 */
export function alignmentAnswer(results: Results, language: Language): Finding[] {
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
  const action = `Alignment by ${alignerName(aligned.aligner, language)} (the best one on validation rows) of ${headPhrase(aligned, results, language)}`;
  const sentence = differenceSentence(
    action,
    comparison.differences[select],
    select,
    results,
    language,
  );
  return [
    {
      text: `Did alignment help here? ${sentence} ${chosen(choice, fused, results, language)}`,
      details: claimTexts(choice, results, language),
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

function chosen(choice: Choice, cell: Cell, results: Results, language: Language): string {
  const { select } = results.evaluation;
  if (choice.cell === choice.best) {
    return `The validation rows chose ${alignerPhrase(cell.aligner, language)}.`;
  }
  const best = cellOf(results, choice.best);
  return `The rule of one standard error chose ${alignerPhrase(cell.aligner, language)}: on validation rows it is ${formatNumber(choice.behind, language)} behind ${alignerPhrase(best.aligner, language)} in ${metricPhrase(select, language)}, with a standard error of ${formatNumber(choice.standardError, language)}.`;
}

function claimTexts(choice: Choice, { paper }: Results, language: Language): string[] {
  const claim = paper.find(
    ({ head, image, text }) =>
      head === choice.head && image === choice.image && text === choice.text,
  );
  return claim === undefined ? [] : [claimText(claim, language)];
}

function claimText({ lambda, gain }: PaperClaim, language: Language): string {
  const area = gain.auroc === null ? '' : ` (AUROC ${formatSigned(gain.auroc, language)})`;
  const figure =
    lambda === 0
      ? 'would have claimed nothing here: λ = 0 came out best'
      : `would have claimed ${formatSigned(gain.macroF1, language)} in macro F1${area} for the shift with ${lambdaEquals(lambda, language)}`;
  return `Optimistic: the paper’s protocol (gap vector from all rows, one run, best epoch and best λ read off the test rows) ${figure}.`;
}
