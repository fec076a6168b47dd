import { headlineMetrics } from '../evaluate/index.ts';
import type { Cell, Comparison, Results } from '../study/index.ts';
import { bestCells, cellOf } from './cells.ts';
import { differenceSentence, otherMetricsSentence } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { upperFirst } from './format.ts';
import { jointSignalFindings } from './joint-signal-finding.ts';
import { headPhrase, pairName } from './names.ts';
import { verdictTally } from './verdict-tally.ts';
import { findingsWords } from './words/findings.ts';
import type { Language } from './words/languages.ts';

/** What putting image and record together did, against the best single modality. */
export function fusionFindings(results: Results, language: Language): Finding[] {
  const comparisons = results.comparisons.filter(({ question }) => question === 'fusion');
  const { fused } = bestCells(results);
  const headline = comparisons.find(({ a }) => a === fused?.id);
  if (headline === undefined) return [];
  const others = comparisons.filter(comparison => comparison !== headline);
  return [
    { text: headlineText(headline, results, language), details: [] },
    ...jointSignalFindings(results, language),
    ...(others.length === 0 ? [] : [othersFinding(others, results, language)]),
  ];
}

function headlineText(
  { a, b, differences }: Comparison,
  results: Results,
  language: Language,
): string {
  const { select } = results.evaluation;
  const action = fusionPhrase(cellOf(results, a), cellOf(results, b), results, language);
  const rest = headlineMetrics.filter(name => name !== select);
  const main = differenceSentence(action, differences[select], select, results, language);
  return `${main} ${otherMetricsSentence(differences, rest, language)}`.trim();
}

/** `Adding the record to the image`; the encoders are named where they are not the same. */
function fusionPhrase(fused: Cell, single: Cell, results: Results, language: Language): string {
  const words = findingsWords[language];
  const isImage = single.image !== null;
  const alone = headPhrase(single, results, language);
  const sameEncoder = isImage ? fused.image === single.image : fused.text === single.text;
  if (!sameEncoder) {
    return words.against(
      upperFirst(headPhrase(fused, results, language)),
      pairName(fused, results, language),
      alone,
      pairName(single, results, language),
    );
  }
  const together = headPhrase(fused, results, language);
  return isImage ? words.addingRecord(together, alone) : words.addingImage(together, alone);
}

function othersFinding(
  comparisons: readonly Comparison[],
  results: Results,
  language: Language,
): Finding {
  const tallied = verdictTally(comparisons, 'other fused head', results, language);
  return { text: findingsWords[language].sameSingle(tallied), details: [] };
}
