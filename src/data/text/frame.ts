/**
 * Puts words where a frame has `{}`. A full stop of the frame right after words that end a sentence
 * already is dropped.
 */
export function filled(frame: string, words: string): string {
  const [before, ...after] = frame.split('{}');
  const rest = after.map(part => (endsSentence(words) ? part.replace(/^\./, '') : part));
  return [before, ...rest].join(words);
}

/** Words as a sentence: with a capital, and a stop where they have none. */
export function sentence(words: string): string {
  return capitalised(endsSentence(words) ? words : `${words}.`);
}

/** With a capital letter, unless the second letter is one already: `pH` and `eGFR` stay. */
export function capitalised(text: string): string {
  // Most sentences begin with a capital already, and this is asked of every record.
  if (/^[A-Z0-9]/.test(text)) return text;
  return text.replace(/^\p{Ll}(?!\p{Lu})/u, letter => letter.toUpperCase());
}

export function endsSentence(words: string): boolean {
  return /[.!?]$/.test(words);
}
