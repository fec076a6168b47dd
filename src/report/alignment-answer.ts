import { metrics } from '../evaluate/index.ts';
import type { Cell, Choice, PaperClaim, Results } from '../study/index.ts';
import { bestCells, cellOf } from './cells.ts';
import { differenceSentence, metricPhrase } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatNumber, formatSigned } from './format.ts';
import { alignerName, alignerPhrase, headPhrase, lambdaEquals } from './names.ts';
import { alignmentWords } from './words/alignment.ts';
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
  const words = alignmentWords[language];
  const action = words.bestAligned(
    alignerName(aligned.aligner, language),
    headPhrase(aligned, results, language),
  );
  const difference = comparison.differences[select];
  const sentence = differenceSentence(action, difference, select, results, language);
  return [
    {
      text: words.didItHelp(sentence, chosen(choice, fused, results, language)),
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
  const words = alignmentWords[language];
  const aligner = alignerPhrase(cell.aligner, language);
  if (choice.cell === choice.best) return words.chose(aligner);
  return words.choseByRule({
    aligner,
    best: alignerPhrase(cellOf(results, choice.best).aligner, language),
    behind: formatNumber(choice.behind, language),
    metric: metricPhrase(results.evaluation.select, language),
    error: formatNumber(choice.standardError, language),
  });
}

function claimTexts(choice: Choice, { paper }: Results, language: Language): string[] {
  const claim = paper.find(
    ({ head, image, text }) =>
      head === choice.head && image === choice.image && text === choice.text,
  );
  return claim === undefined ? [] : [claimText(claim, language)];
}

function claimText({ lambda, gain }: PaperClaim, language: Language): string {
  const words = alignmentWords[language];
  if (lambda === 0) return words.claim(words.noClaim);
  return words.claim(
    words.claimed(
      formatSigned(gain.macroF1, language),
      gain.auroc === null ? null : formatSigned(gain.auroc, language),
      lambdaEquals(lambda, language),
    ),
  );
}
