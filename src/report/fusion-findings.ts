import { metricNames } from '../evaluate/index.ts';
import type { Cell, Comparison, Results } from '../study/index.ts';
import { bestCells, cellOf } from './cells.ts';
import { differenceSentence, otherMetricsSentence } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { headName, headPhrase, pairName } from './names.ts';
import { verdictTally } from './verdict-tally.ts';

/** What putting image and record together did, against the best single modality. */
export function fusionFindings(results: Results): Finding[] {
  const comparisons = results.comparisons.filter(({ question }) => question === 'fusion');
  const { fused } = bestCells(results);
  const headline = comparisons.find(({ a }) => a === fused?.id);
  if (headline === undefined) return [];
  const others = comparisons.filter(comparison => comparison !== headline);
  return [
    { text: headlineText(headline, results), details: [] },
    ...(others.length === 0 ? [] : [othersFinding(others, results)]),
  ];
}

function headlineText({ a, b, differences }: Comparison, results: Results): string {
  const { select } = results.evaluation;
  const action = fusionPhrase(cellOf(results, a), cellOf(results, b), results);
  const rest = metricNames.filter(name => name !== select);
  const main = differenceSentence(action, differences[select], select, results);
  return `${main} ${otherMetricsSentence(differences, rest)}`.trim();
}

/** `Adding the record to the image`; the encoders are named where they are not the same. */
function fusionPhrase(fused: Cell, single: Cell, results: Results): string {
  const sameEncoder =
    single.head.name === 'image' ? fused.image === single.image : fused.text === single.text;
  if (!sameEncoder) {
    return `${headName(fused, results)} of ${pairName(fused, results)}, against ${headPhrase(single, results)} (${pairName(single, results)}),`;
  }
  const added =
    single.head.name === 'image' ? 'the record to the image' : 'the image to the record';
  return `Adding ${added}, ${headPhrase(fused, results)} against ${headPhrase(single, results)},`;
}

function othersFinding(comparisons: readonly Comparison[], results: Results): Finding {
  const tallied = verdictTally(comparisons, 'other fused head', results);
  return { text: `Against the same single modality, ${tallied}`, details: [] };
}
