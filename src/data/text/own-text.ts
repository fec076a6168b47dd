import type { RecordValue } from '../dataset.ts';
import { defaultValue, type FieldWords } from './default-sentence.ts';
import { entry } from './entry.ts';
import { capitalised, endsSentence } from './frame.ts';
import { languageWords } from './language-words.ts';
import type { OwnSentence, SentencePiece } from './own-sentence.ts';
import { folded } from './spoken-value.ts';

/**
 * Prepares sentences of one's own for many records. A missing value outside a phrase is said in the
 * language's own words (`not recorded`), or left out with the comma before it where missing values
 * are omitted. A sentence without a single word of the record is left out then, too.
 */
export function ownText(
  sentences: readonly OwnSentence[],
  words: FieldWords,
): (record: Readonly<Record<string, RecordValue>>) => string {
  const omit = words.missing === 'omit';
  const lacking = omit ? null : languageWords[words.language].lacking;
  const all = sentences.flatMap(({ fields }) => fields);
  const speakers = new Map(all.map(field => [field, defaultValue(field, words)]));
  return record => {
    const present = (field: string) => speakers.get(field)?.(entry(record, field)) ?? null;
    const said = sentences.map(({ pieces, fields }) => {
      if (omit && fields.every(field => present(field) === null)) return '';
      return capitalised(folded(joined(spoken(pieces, present, lacking))));
    });
    return said.filter(text => text !== '').join(' ');
  };
}

/** The words of each piece, null where one is to be left out. */
function spoken(
  pieces: readonly SentencePiece[],
  present: (field: string) => string | null,
  lacking: string | null,
): (string | null)[] {
  return pieces.map(piece => {
    if ('words' in piece) return piece.words;
    if ('field' in piece) return present(piece.field) ?? lacking;
    const whole = spoken(piece.phrase, present, null);
    const chosen = whole.includes(null) ? spoken(piece.otherwise, present, lacking) : whole;
    const text = joined(chosen);
    return text.trim() === '' ? null : text;
  });
}

/** Pieces in a row: no stop after a stop, and no comma before or blank around what was left out. */
function joined(pieces: readonly (string | null)[]): string {
  let text = '';
  let gap = false;
  for (const piece of pieces) {
    if (piece === null) gap = true;
    else {
      text = gap ? closed(text, piece) : continued(text, piece);
      gap = false;
    }
  }
  return gap ? withoutEnd(text) : text;
}

function continued(text: string, next: string): string {
  return text + (endsSentence(text) ? next.replace(/^\./, '') : next);
}

function closed(text: string, next: string): string {
  if (text.trim() === '') return next.replace(/^[\s,;:.]+/, '');
  return /^\s*[.,;:!?]/.test(next)
    ? continued(withoutEnd(text), next.trimStart())
    : continued(text, next);
}

function withoutEnd(text: string): string {
  return text.replace(/[\s,;:]+$/, '');
}
