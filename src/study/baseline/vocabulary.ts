import { padding } from './networks/text-transformer.ts';

/** Words that texts are read by. */
export interface Vocabulary {
  /** Ids in use, that of padding and that of unknown words among them. */
  readonly size: number;
  /** int64 [n, words]: the first words of each text, padded behind. */
  ids(texts: readonly string[], words: number): BigInt64Array;
}

const unknown = 1;
const firstWord = 2;

/** @param texts of training rows alone; @param most ids, the more frequent words before the others */
export function fittedVocabulary(texts: readonly string[], most: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const word of texts.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const kept = [...counts]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .slice(0, most - firstWord)
    .map(([word], i) => [word, firstWord + i] as const);
  const idOf = new Map(kept);
  return {
    size: firstWord + kept.length,
    ids(all, words) {
      const ids = new BigInt64Array(all.length * words).fill(BigInt(padding));
      all.forEach((text, row) => {
        for (const [i, word] of wordsOf(text).slice(0, words).entries()) {
          ids[row * words + i] = BigInt(idOf.get(word) ?? unknown);
        }
      });
      return ids;
    },
  };
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
