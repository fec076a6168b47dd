import type { Comparison, Results } from '../study/index.ts';
import { metricPhrase } from './difference-sentence.ts';
import { formatCount, formatMany, listed } from './format.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import type { Language } from './words/languages.ts';
import type { CountedNoun } from './words/nouns.ts';

/**
 * `AUROC was better on 2 and not shown to differ on 1 of 3 fused heads.`
 *
 * @param heads what is counted, in the singular
 */
export function verdictTally(
  comparisons: readonly Comparison[],
  heads: CountedNoun,
  { evaluation: { select } }: Results,
  language: Language,
): string {
  const count = (wanted: Verdict) =>
    comparisons.filter(({ differences }) => verdictOf(differences[select], select) === wanted)
      .length;
  const [gains, losses] = [count('gain'), count('loss')];
  const open = comparisons.length - gains - losses;
  if (gains + losses === 0) {
    return `no difference in ${metricPhrase(select, language)} could be shown on any ${heads} (${formatCount(open, language)} compared).`;
  }
  const parts = [
    ...(gains > 0 ? [`better on ${gains}`] : []),
    ...(losses > 0 ? [`worse on ${losses}`] : []),
    ...(open > 0 ? [`not shown to differ on ${open}`] : []),
  ];
  return `${metricPhrase(select, language)} was ${listed(parts, language)} of ${formatMany(comparisons.length, heads, language)}.`;
}
