import type { AlignerResult, Comparison, Results } from '../study/index.ts';
import { alignmentAnswer } from './alignment-answer.ts';
import { cellOf, encoderPairs } from './cells.ts';
import { differenceSentence } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatSigned, upperFirst } from './format.ts';
import { alignerName, alignmentKind, headPhrase, lambdaEquals, pairName } from './names.ts';
import { verdictTally } from './verdict-tally.ts';

/** With more comparisons than this of one kind the cases are left to the table. */
const mostCases = 6;

/** Whether each kind of alignment helped, by how much, and on which head. */
export function alignmentFindings(results: Results): Finding[] {
  const comparisons = results.comparisons.filter(({ question }) => question === 'alignment');
  const kinds = new Set(comparisons.map(({ a }) => cellOf(results, a).aligner.kind));
  const found = [...kinds].map(kind => {
    const ofKind = comparisons.filter(({ a }) => cellOf(results, a).aligner.kind === kind);
    return {
      text: tally(kind, ofKind, results),
      details: ofKind.length > mostCases ? [] : ofKind.map(each => caseText(each, results)),
    };
  });
  return [...alignmentAnswer(results), ...found, ...unshiftedHeads(results)];
}

/** Heads for which the validation rows asked for no shift: there is no difference to test. */
function unshiftedHeads(results: Results): Finding[] {
  const asked = results.choices.filter(({ byKind }) => byKind.shift !== undefined);
  const unshifted = asked.filter(
    ({ byKind }) => cellOf(results, byKind.shift).aligner.lambda === 0,
  );
  if (unshifted.length === 0) return [];
  const heads = `${unshifted.length} of ${asked.length} fused head${asked.length === 1 ? '' : 's'}`;
  return [
    { text: `On ${heads} the validation rows chose λ = 0, which is no shift at all.`, details: [] },
  ];
}

function tally(
  kind: AlignerResult['kind'],
  comparisons: readonly Comparison[],
  results: Results,
): string {
  const tallied = verdictTally(comparisons, 'fused head', results);
  return `${alignmentKind(kind)}, against no alignment: ${tallied}${estimateRange(comparisons, results)}${trainingNote(kind, comparisons, results)}`;
}

/** A linear head behind a learned λ cannot go to the minimum as the one that it is compared with does. */
function trainingNote(
  kind: AlignerResult['kind'],
  comparisons: readonly Comparison[],
  results: Results,
): string {
  const otherwise = comparisons.some(
    ({ a, b }) =>
      cellOf(results, a).fits[0].convex === null && cellOf(results, b).fits[0].convex !== null,
  );
  return kind === 'learned-shift' && otherwise
    ? ' The linear head behind a learned λ is trained by steps, the one without to its minimum: what it loses may be that.'
    : '';
}

function estimateRange(comparisons: readonly Comparison[], { evaluation }: Results): string {
  const estimates = comparisons.flatMap(
    ({ differences }) => differences[evaluation.select].estimate ?? [],
  );
  if (estimates.length < 2) return '';
  const [least, most] = [Math.min(...estimates), Math.max(...estimates)];
  return ` The estimates run from ${formatSigned(least)} to ${formatSigned(most)}.`;
}

function caseText({ a, differences }: Comparison, results: Results): string {
  const { select } = results.evaluation;
  const cell = cellOf(results, a);
  const pair = encoderPairs(results).length > 1 ? ` of ${pairName(cell, results)}` : '';
  const name = alignerName(cell.aligner);
  const action =
    cell.aligner.kind === 'shift'
      ? `Shift (${lambdaEquals(cell.aligner.lambda)})`
      : upperFirst(name);
  const on = `${action} on ${headPhrase(cell, results)}${pair}`;
  return differenceSentence(on, differences[select], select, results);
}
