import { MingaError } from '../../errors/index.ts';
import { folded } from './spoken-value.ts';

/** A piece of a sentence: words as they stand, a field, or a phrase that needs its fields. */
export type SentencePiece =
  | { readonly words: string }
  | { readonly field: string }
  | {
      readonly phrase: readonly SentencePiece[];
      /** Said where one of the phrase's fields is missing; none: nothing is said. */
      readonly otherwise: readonly SentencePiece[];
    };

/** A sentence of one's own, read. */
export interface OwnSentence {
  readonly pieces: readonly SentencePiece[];
  /** The fields in the order in which they stand, each once. */
  readonly fields: readonly string[];
}

const token = /\{\{|\}\}|\[\[|\]\]|\|\||\{[^{}[\]|]*\}|[{}[\]|]|[^{}[\]|]+/g;

/**
 * Reads a sentence such as `Patient [aged {age} years|of unknown age], {sex}.`: a column in braces
 * stands for its value; a phrase in brackets is said where all of its columns have one, and what
 * stands after `|`, or nothing, where not. Doubled signs stand for themselves.
 *
 * @throws E_PLAN where braces or brackets do not match, and where there is no column at all
 */
export function ownSentence(text: string): OwnSentence {
  const whole: SentencePiece[] = [];
  let phrase: { said: SentencePiece[]; otherwise: SentencePiece[] | null } | null = null;

  for (const [part] of text.matchAll(token)) {
    const into: SentencePiece[] = phrase?.otherwise ?? phrase?.said ?? whole;
    if (part.startsWith('{') && part.endsWith('}') && part.length > 1) {
      into.push({ field: fieldOf(part, text) });
    } else if (part === '[' && phrase === null) {
      phrase = { said: [], otherwise: null };
    } else if (part === '|' && phrase !== null && phrase.otherwise === null) {
      phrase.otherwise = [];
    } else if (part === ']' && phrase !== null) {
      whole.push({ phrase: phrase.said, otherwise: phrase.otherwise ?? [] });
      phrase = null;
    } else if (/^[{}[\]]$/.test(part)) {
      throw unreadable(text, `a "${part}" without its other half, or within another`);
    } else {
      into.push({ words: /^(\{\{|\}\}|\[\[|\]\]|\|\|)$/.test(part) ? part[0] : part });
    }
  }
  if (phrase !== null) throw unreadable(text, 'a "[" that is never closed');
  const fields = [...new Set(fieldsOf(whole))];
  if (fields.length === 0) throw unreadable(text, 'no column in braces');
  return { pieces: whole, fields };
}

function fieldsOf(pieces: readonly SentencePiece[]): string[] {
  return pieces.flatMap(piece => {
    if ('field' in piece) return [piece.field];
    return 'phrase' in piece ? fieldsOf([...piece.phrase, ...piece.otherwise]) : [];
  });
}

function fieldOf(part: string, text: string): string {
  const field = folded(part.slice(1, -1));
  if (field === '') throw unreadable(text, 'braces with nothing in them');
  return field;
}

function unreadable(text: string, what: string): MingaError {
  return new MingaError('E_PLAN', {
    found: `text.template ${JSON.stringify(text)}: ${what}`,
    expected:
      'columns in braces, phrases in brackets: "Patient [aged {age} years|of unknown age]."',
    fix: 'double a brace or bracket that stands for itself',
  });
}
