import type { Results } from '../../../study/index.ts';
import { cellOf } from '../../cells.ts';
import * as english from '../english.ts';
import { heading, paragraph, table } from './blocks.ts';

/** What was chosen on validation rows, and what the paper's own protocol would have claimed. */
export function choicesChapter(results: Results): string[] {
  const { choices, evaluation } = results;
  if (choices.length === 0) return [];
  return [
    heading(2, 'Choices, made on validation rows'),
    paragraph(
      `Of the alignments of each fused head the plainest within one standard error of the best is the head’s, by ${english.metricLabel(evaluation.select)}. No test row had a say.`,
    ),
    table(
      ['Head and encoders', 'Chosen', 'Best on validation', 'Behind by', 'Standard error'],
      choices.map(({ cell, best, behind, standardError }) => {
        const chosen = cellOf(results, cell);
        return [
          `${english.headName(chosen, results)} (${english.pairName(chosen, results)})`,
          english.alignmentName(chosen.aligner),
          english.alignmentName(cellOf(results, best).aligner),
          english.number(behind, 4),
          english.number(standardError, 4),
        ];
      }),
      3,
    ),
    ...paperBlocks(results),
  ];
}

function paperBlocks(results: Results): string[] {
  if (results.paper.length === 0) return [];
  return [
    heading(3, 'Optimistic: what the paper’s own protocol would claim'),
    paragraph(
      'The gap vector from all rows, one run, epoch and λ chosen on the test rows. These figures are too good to be true of new cases; they stand here to be compared with the paper’s.',
    ),
    table(
      ['Head', 'Encoders', 'λ', 'Accuracy', 'Macro F1', 'Gain in macro F1 over λ = 0'],
      results.paper.map(({ head, image, text, points, lambda, gain }) => {
        const best = points.find(point => point.lambda === lambda);
        return [
          head,
          `${image} + ${text}`,
          english.number(lambda, 2),
          english.number(best?.accuracy ?? null),
          english.number(best?.macroF1 ?? null),
          english.signed(gain.macroF1, 4),
        ];
      }),
      2,
    ),
  ];
}
