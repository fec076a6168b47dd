import type { Results } from '../study/index.ts';
import { intervalPhrase, metricPhrase } from './difference-sentence.ts';
import type { Finding } from './finding.ts';
import { formatDifference, formatNumber, formatRange, formatSigned } from './format.ts';
import { jointSignalWords } from './words/joint-signal.ts';
import type { Language } from './words/languages.ts';

/** Whether image and record together tell more than either alone; none where the run has no such part. */
export function jointSignalFindings(results: Results, language: Language): Finding[] {
  const { jointSignal } = results;
  if (jointSignal === undefined) return [];
  const words = jointSignalWords[language];
  const metric = metricPhrase(jointSignal.metric, language);
  const interval = intervalPhrase(results, language);
  const against = jointSignal.against.map(({ modality, difference, permutation }) => {
    const range = formatRange(difference, language, formatSigned);
    const figure = `${formatDifference(difference, language)} (${interval} ${range})`;
    return words.against(
      words.modalities[modality],
      metric,
      figure,
      formatP(permutation, language),
    );
  });
  const sentences = [
    words.verdicts[jointSignal.verdict],
    ...against,
    words.both(formatP(jointSignal.p, language)),
  ];
  return [{ text: sentences.join(' '), details: [] }];
}

/** `p = 0.012`, `p < 0.001`. */
export function formatP(p: number | null, language: Language): string {
  if (p === null) return jointSignalWords[language].undefinedP;
  return p < 0.001 ? `p < ${formatNumber(0.001, language)}` : `p = ${formatNumber(p, language)}`;
}
