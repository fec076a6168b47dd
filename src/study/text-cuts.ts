import { type Dataset, fieldSpans, type Sample } from '../data/index.ts';
import type { TokenCounter } from '../encode/index.ts';

/** In how many texts a field's words lie behind the limit, all of them or some. */
export interface FieldCut {
  readonly field: string;
  readonly wholly: number;
  readonly partly: number;
}

type Limited = Pick<TokenCounter, 'count' | 'cutSide'> & { readonly limit: number };

/**
 * Finds which fields a limit takes from texts, the most often cut first. A text is counted up to the
 * end of a field's words (from their start, where texts are cut on the left): at the border of words
 * this is what the model's own cut comes to.
 *
 * @param samples those whose texts are longer than the limit
 */
export function cutFields(
  samples: readonly Sample[],
  { textFields, textOf }: Dataset,
  counter: Limited,
): FieldCut[] {
  if (textOf === undefined) return [];
  const cuts = new Map(textFields.map(field => [field, { wholly: 0, partly: 0 }]));
  const known = new Map<string, readonly (readonly [string, 'wholly' | 'partly'])[]>();
  for (const { record, text } of samples) {
    // A column that the text alone has cannot be taken from the record.
    if (!known.has(text) && textOf(record, textFields) !== text) known.set(text, []);
    const found =
      known.get(text) ??
      fieldSpans(record, textFields, textOf).flatMap(({ field, from, to }) => {
        const cut = spanCut(text, from, to, counter);
        return cut === null ? [] : [[field, cut] as const];
      });
    known.set(text, found);
    for (const [field, cut] of found) {
      const counts = cuts.get(field);
      if (counts !== undefined) counts[cut] += 1;
    }
  }
  return [...cuts]
    .map(([field, counts]) => ({ field, ...counts }))
    .filter(({ wholly, partly }) => wholly + partly > 0)
    .sort((a, b) => b.wholly - a.wholly || b.partly - a.partly);
}

function spanCut(text: string, from: number, to: number, counter: Limited) {
  const { count, limit, cutSide } = counter;
  const [near, far] =
    cutSide === 'right'
      ? [text.slice(0, from), text.slice(0, to)]
      : [text.slice(to), text.slice(from)];
  if (count(bare(far)) <= limit) return null;
  return count(near.trim()) >= limit ? 'wholly' : 'partly';
}

/**
 * The words behind the limit and in how many texts they are, the most frequent first. They come from
 * records: they are patient data.
 */
export function cutWords(
  texts: readonly string[],
  counter: Limited,
  most: number,
): { readonly word: string; readonly texts: number }[] {
  const counts = new Map<string, number>();
  const known = new Map<string, ReadonlySet<string>>();
  for (const text of texts) {
    const words = known.get(text) ?? new Set(wordsOf(lostPart(text, counter)));
    known.set(text, words);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .map(([word, texts]) => ({ word, texts }))
    .sort((a, b) => b.texts - a.texts || (a.word < b.word ? -1 : 1))
    .slice(0, most);
}

/** What is left of a text once as many whole words as the limit holds are taken from its kept side. */
function lostPart(text: string, { count, limit, cutSide }: Limited): string {
  const words = text.split(/\s+/);
  const right = cutSide === 'right';
  const kept = (many: number) =>
    right ? words.slice(0, many) : words.slice(words.length - many, words.length);
  // The most words that fit, by halves: a longer part of a text never has fewer tokens.
  let [fits, over] = [0, words.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (count(bare(kept(middle).join(' '))) <= limit) fits = middle;
    else over = middle;
  }
  return (right ? words.slice(fits) : words.slice(0, words.length - fits)).join(' ');
}

/** Without the stops at its end, whose loss loses nothing. */
function bare(text: string): string {
  return text.replace(/[\s.,;:!?]+$/, '').trimStart();
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}
