/** Distinct words that are kept; a few megabytes. */
const mostWords = 50_000;

/** Longer ones are rare, and would fill the memory. */
const longestWord = 32;

const punctuation = /^[!-/:-@[-`{-~]/;

/**
 * Encodes a text space by space and keeps what each word became: records repeat their words, and a
 * look-up costs a fraction of tokenising. Right for tokenizers that never look across a space.
 *
 * @param encode the tokenizer proper
 * @param addedTokens tokens that are sought in the text itself, spaces and all; a text that could
 * hold one is encoded as a whole
 */
export function wordByWord(
  encode: (text: string) => readonly number[],
  addedTokens: readonly string[],
): (text: string) => readonly number[] {
  if (!addedTokens.every(token => punctuation.test(token))) return encode;
  const openings = [...new Set(addedTokens.map(([first]) => first))];
  const known = new Map<string, readonly number[]>();

  function encodeWord(word: string): readonly number[] {
    const kept = known.get(word);
    if (kept !== undefined) return kept;
    const ids = encode(word);
    if (word.length <= longestWord) {
      if (known.size >= mostWords) known.clear();
      // A slice of a long text would keep the whole of it in memory.
      known.set(Buffer.from(word, 'utf16le').toString('utf16le'), ids);
    }
    return ids;
  }

  return text => {
    if (openings.some(opening => text.includes(opening))) return encode(text);
    const ids: number[] = [];
    let from = 0;
    while (from < text.length) {
      const space = text.indexOf(' ', from);
      const to = space < 0 ? text.length : space;
      if (to > from) {
        const word = encodeWord(text.slice(from, to));
        for (let i = 0; i < word.length; i++) ids.push(word[i]);
      }
      from = to + 1;
    }
    return ids;
  };
}
