import type { TextFolder } from './text-folder.ts';
import type { TruncationRecord } from './truncation.ts';

type Rules = Pick<TextFolder, 'tokenizer' | 'prefix' | 'lowerCase'>;

/**
 * Prepares the tokenising of a model's texts: with prefix and special tokens, cut at the limit.
 *
 * @param limit the most tokens, special ones included; `null` cuts nothing
 * @param record hears of every text
 */
export function textTokens(
  rules: Rules,
  limit: number | null,
  record: Pick<TruncationRecord, 'note'>,
): (text: string) => readonly number[] {
  const { tokenizer, cutSide } = rules.tokenizer;
  const special = tokenizer.prefix.length + tokenizer.suffix.length;
  const whole = wholeTokens(rules);
  return text => {
    const ids = whole(text);
    record.note(text, ids.length + special);
    const room = limit === null ? ids.length : limit - special;
    const kept =
      ids.length <= room ? ids : cutSide === 'right' ? ids.slice(0, room) : ids.slice(-room);
    return [...tokenizer.prefix, ...kept, ...tokenizer.suffix];
  };
}

/** The tokens of a text with its prefix, without special ones, before any cut. */
function wholeTokens({ tokenizer: files, prefix, lowerCase }: Rules) {
  return (text: string): readonly number[] => {
    const whole = prefix + text;
    return files.tokenizer.encode(lowerCase ? whole.toLowerCase() : whole);
  };
}

/** How many tokens a text has, those of the prefix and special ones included, before any cut. */
export function tokenCount(rules: Rules): (text: string) => number {
  const { prefix, suffix } = rules.tokenizer.tokenizer;
  const whole = wholeTokens(rules);
  return text => prefix.length + whole(text).length + suffix.length;
}
