/** Words that name a class in a text. */
export interface LabelTerms {
  /** For each class its terms, plain (see `plainText`). */
  readonly ofClass: readonly (readonly string[])[];
  /** Classes whose names are too common to look for: numbers, yes and no. */
  readonly tooCommon: readonly string[];
}

/** A name of fewer letters than this is found everywhere. */
const leastLetters = 2;

/** A single word of a longer name says something where it has as many letters. */
const leastWordLetters = 4;

/** How labels say yes and no in English, Spanish, Portuguese and French. */
const answers = new Set(
  'yes no true false si sim nao oui non vrai faux verdadero falso verdadeiro present absent presente ausente positive negative positivo negativo positif negatif normal other unknown none'.split(
    ' ',
  ),
);

/**
 * The terms of each class: its name, the words of its name that no other class has, and the words that
 * a person has said mean it.
 *
 * @param words for class names that are codes: `{ nv: ['nevus', 'nevi'] }`
 */
export function labelTerms(
  classes: readonly string[],
  words: Readonly<Record<string, readonly string[]>>,
): LabelTerms {
  const names = classes.map(name => plainText(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')).trim());
  const common = names.map(
    name => !/\p{L}/u.test(name) || name.length < leastLetters || answers.has(name),
  );
  const owners = new Map<string, number>();
  for (const name of names) {
    for (const word of new Set(name.split(' '))) owners.set(word, (owners.get(word) ?? 0) + 1);
  }
  const ofClass = names.map((name, c) => {
    const own = (words[classes[c]] ?? []).map(plainText).filter(word => word !== '');
    if (common[c]) return own;
    const parts = name
      .split(' ')
      .filter(
        word => word.length >= leastWordLetters && owners.get(word) === 1 && !answers.has(word),
      );
    return [...new Set([name, ...parts, ...own])];
  });
  return { ofClass, tooCommon: classes.filter((_, c) => common[c] && ofClass[c].length === 0) };
}

/** Lower case, without accents, words set apart by single spaces. */
export function plainText(text: string): string {
  const lower = text.toLowerCase();
  const plain = isAscii(lower) ? lower : lower.normalize('NFD').replace(/\p{M}+/gu, '');
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ');
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/**
 * Says of most texts that they hold no term, in one pass and without a copy: a word of plain letters
 * whose hash is that of a term's first word, or a letter beyond ASCII, calls for a closer look.
 *
 * @param terms plain, as `labelTerms` gives them
 */
export function mayHoldTerm(terms: readonly string[]): (text: string) => boolean {
  const first = new Set(terms.map(term => wordHash(term.split(' ')[0])));
  return text => {
    let hash = seed;
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : blank;
      if (code > 127) return true;
      const letter = code >= 65 && code <= 90 ? code + 32 : code;
      if ((letter >= 97 && letter <= 122) || (letter >= 48 && letter <= 57)) {
        hash = Math.imul(hash ^ letter, prime);
      } else if (hash !== seed) {
        if (first.has(hash)) return true;
        hash = seed;
      }
    }
    return false;
  };
}

const blank = 32;
const seed = 0x811c9dc5 | 0;
const prime = 0x01000193;

/** FNV-1a. */
function wordHash(word: string): number {
  let hash = seed;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), prime);
  return hash;
}
