/** Counts texts that are longer than a model takes, for a sentence at the end. */
export interface TextCuts {
  count(tokens: number): void;
  notices(): string[];
}

/** @param limit tokens that are kept, the special ones included */
export function textCuts(limit: number): TextCuts {
  let texts = 0;
  let cut = 0;
  let longest = 0;
  return {
    count(tokens) {
      texts += 1;
      if (tokens <= limit) return;
      cut += 1;
      longest = Math.max(longest, tokens);
    },
    notices() {
      if (cut === 0) return [];
      const verb = cut === 1 ? 'was' : 'were';
      return [
        `${cut} of ${texts} texts ${verb} longer than ${limit} tokens and ${verb} cut; the longest had ${longest}`,
      ];
    },
  };
}
