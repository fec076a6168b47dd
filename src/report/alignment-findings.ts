import type { AlignerResult, Comparison, Results } from '../study/index.ts';
import { alignmentAnswer } from './alignment-answer.ts';
import { cellOf, encoderPairs } from './cells.ts';
import { differenceSentence } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatCount, formatMany, formatSigned, upperFirst } from './format.ts';
import { alignerName, headPhrase, lambdaEquals, pairName } from './names.ts';
import { verdictTally } from './verdict-tally.ts';
import { alignmentWords } from './words/alignment.ts';
import type { Language } from './words/languages.ts';
import { nameWords } from './words/names.ts';

/** With more comparisons than this of one kind the cases are left to the table. */
const mostCases = 6;

/** Whether each kind of alignment helped, by how much, and on which head. */
export function alignmentFindings(results: Results, language: Language): Finding[] {
  const comparisons = results.comparisons.filter(({ question }) => question === 'alignment');
  const kinds = new Set(comparisons.map(({ a }) => cellOf(results, a).aligner.kind));
  const found = [...kinds].map(kind => {
    const ofKind = comparisons.filter(({ a }) => cellOf(results, a).aligner.kind === kind);
    return {
      text: tally(kind, ofKind, results, language),
      details:
        ofKind.length > mostCases ? [] : ofKind.map(each => caseText(each, results, language)),
    };
  });
  return [...alignmentAnswer(results, language), ...found, ...unshiftedHeads(results, language)];
}

/** Heads for which the validation rows asked for no shift: there is no difference to test. */
function unshiftedHeads(results: Results, language: Language): Finding[] {
  const asked = results.choices.filter(({ byKind }) => byKind.shift !== undefined);
  const unshifted = asked.filter(
    ({ byKind }) => cellOf(results, byKind.shift).aligner.lambda === 0,
  );
  if (unshifted.length === 0) return [];
  const text = alignmentWords[language].unshifted(
    formatCount(unshifted.length, language),
    formatMany(asked.length, 'fused head', language),
  );
  return [{ text, details: [] }];
}

function tally(
  kind: AlignerResult['kind'],
  comparisons: readonly Comparison[],
  results: Results,
  language: Language,
): string {
  const words = alignmentWords[language];
  const tallied = verdictTally(comparisons, 'fused head', results, language);
  return [
    words.tally(nameWords[language].kinds[kind], tallied),
    ...estimateRange(comparisons, results, language),
    ...(kind === 'learned-shift' && isTrainedOtherwise(comparisons, results)
      ? [words.learnedBySteps]
      : []),
  ].join(' ');
}

/** A linear head behind a learned λ cannot go to the minimum as the one that it is compared with does. */
function isTrainedOtherwise(comparisons: readonly Comparison[], results: Results): boolean {
  return comparisons.some(
    ({ a, b }) =>
      cellOf(results, a).fits[0].convex === null && cellOf(results, b).fits[0].convex !== null,
  );
}

function estimateRange(
  comparisons: readonly Comparison[],
  { evaluation }: Results,
  language: Language,
): string[] {
  const estimates = comparisons.flatMap(
    ({ differences }) => differences[evaluation.select].estimate ?? [],
  );
  if (estimates.length < 2) return [];
  const [least, most] = [Math.min(...estimates), Math.max(...estimates)];
  return [
    alignmentWords[language].estimates(formatSigned(least, language), formatSigned(most, language)),
  ];
}

function caseText({ a, differences }: Comparison, results: Results, language: Language): string {
  const words = alignmentWords[language];
  const { select } = results.evaluation;
  const cell = cellOf(results, a);
  const action =
    cell.aligner.kind === 'shift'
      ? words.shiftOn(lambdaEquals(cell.aligner.lambda, language))
      : upperFirst(alignerName(cell.aligner, language));
  const pair = encoderPairs(results).length > 1 ? pairName(cell, results, language) : null;
  const on = words.on(action, headPhrase(cell, results, language), pair);
  return differenceSentence(on, differences[select], select, results, language);
}
