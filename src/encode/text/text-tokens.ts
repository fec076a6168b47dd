import type { TextFolder } from './text-folder.ts';
import type { TruncationRecord } from './truncation.ts';

/**
 * Prepares the tokenising of a model's texts: with prefix and special tokens, cut at the limit.
 *
 * @param limit the most tokens, special ones included; `null` cuts nothing
 * @param record hears of every text
 */
export function textTokens(
  { tokenizer: files, prefix, lowerCase }: TextFolder,
  limit: number | null,
  record: TruncationRecord,
): (text: string) => readonly number[] {
  const { tokenizer, cutSide } = files;
  const special = tokenizer.prefix.length + tokenizer.suffix.length;
  return text => {
    const whole = prefix + text;
    const ids = tokenizer.encode(lowerCase ? whole.toLowerCase() : whole);
    record.note(text, ids.length + special);
    const room = limit === null ? ids.length : limit - special;
    const kept =
      ids.length <= room ? ids : cutSide === 'right' ? ids.slice(0, room) : ids.slice(-room);
    return [...tokenizer.prefix, ...kept, ...tokenizer.suffix];
  };
}
