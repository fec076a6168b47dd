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

/** `p = 0.012`, `p < 0.001`; its parts never part at the end of a line. */
export function formatP(p: number | null, language: Language): string {
  if (p === null) return jointSignalWords[language].undefinedP;
  return `p\u00a0${p < leastP ? '' : '=\u00a0'}${formatPFigure(p, language)}`;
}

const leastP = 0.001;

/** `0.012`, `< 0.001`, or `–` where undefined: under a heading that says p. */
export function formatPFigure(p: number | null, language: Language): string {
  return p !== null && p < leastP
    ? `<\u00a0${formatNumber(leastP, language)}`
    : formatNumber(p, language);
}
