import type { Comparison, Results } from '../study/index.ts';
import { metricPhrase } from './difference-sentence.ts';
import { formatCount, formatMany, listed } from './format.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { differenceWords } from './words/difference.ts';
import type { Language } from './words/languages.ts';
import { type CountedNoun, nouns } from './words/nouns.ts';

/**
 * `AUROC was better on 2 and not shown to differ on 1 of 3 fused heads.`
 *
 * @param heads what is counted
 */
export function verdictTally(
  comparisons: readonly Comparison[],
  heads: CountedNoun,
  { evaluation: { select } }: Results,
  language: Language,
): string {
  const words = differenceWords[language];
  const metric = metricPhrase(select, language);
  const count = (wanted: Verdict) =>
    comparisons.filter(({ differences }) => verdictOf(differences[select], select) === wanted)
      .length;
  const [gains, losses] = [count('gain'), count('loss')];
  const open = comparisons.length - gains - losses;
  if (gains + losses === 0) {
    return words.noneOf(metric, nouns[language][heads][0], formatCount(open, language));
  }
  const parts = [
    ...(gains > 0 ? [words.better(formatCount(gains, language))] : []),
    ...(losses > 0 ? [words.worse(formatCount(losses, language))] : []),
    ...(open > 0 ? [words.same(formatCount(open, language))] : []),
  ];
  return words.tally(
    metric,
    listed(parts, language),
    formatMany(comparisons.length, heads, language),
  );
}
