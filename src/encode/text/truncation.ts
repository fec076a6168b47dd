import { murmurHash3 } from './murmur-hash.ts';

/** Counts texts that are longer than a model reads. */
export interface TruncationRecord {
  /** @param tokens how many the text has, special ones included, before it is cut */
  note(text: string, tokens: number): void;
  /** A sentence where a text was cut, else none. */
  notices(): readonly string[];
}

/**
 * Starts a record. A text that comes again counts once, so measuring a model's speed on texts that
 * were encoded already does not change what is said.
 *
 * @param limit the most tokens of a text; `null` where there is no limit
 */
export function truncationRecord(limit: number | null): TruncationRecord {
  const seen = new Set<number>();
  const utf8 = new TextEncoder();
  let cut = 0;
  let lost = 0;
  let all = 0;
  let longest = 0;
  return {
    note(text, tokens) {
      if (limit === null) return;
      const bytes = utf8.encode(text);
      const key = murmurHash3(bytes) * 2 ** 21 + (murmurHash3(bytes, 1) >>> 11);
      if (seen.has(key)) return;
      seen.add(key);
      all += tokens;
      longest = Math.max(longest, tokens);
      if (tokens <= limit) return;
      cut += 1;
      lost += tokens - limit;
    },
    notices() {
      if (cut === 0) return [];
      const count = seen.size;
      const [noun, verb] = count === 1 ? ['text', 'was'] : ['texts', cut === 1 ? 'was' : 'were'];
      return [
        `${cut} of ${count} ${noun} ${verb} longer than ${limit} tokens and ${verb} cut; the longest had ${longest}, and ${lost} of ${all} tokens were lost.`,
      ];
    },
  };
}
