import { isGraphic, isPrivate, profile } from '../profile/profile.ts';
import type { Dictionary } from './dictionary.ts';

/** What is kept that the basic profile would not keep. */
export interface RetainOptions {
  /**
   * Dates are moved back by days that are secret and the same for all of a person's, and times of
   * day kept, in place of both being removed (Retain Longitudinal Temporal Information With Modified
   * Dates). Default false.
   */
  readonly longitudinal?: boolean;
  /** UIDs stay as they are (Retain UIDs). Default false. */
  readonly uids?: boolean;
}

/** What becomes of an attribute. */
export type Action =
  | 'keep'
  | 'remove'
  | 'empty'
  | 'dummy'
  | 'replace-uid'
  | 'move-date'
  /** A sequence that stays, and whose items are treated like the data set. */
  | 'descend';

/** What we write ourselves: that and how identity was removed, and what became of dates. */
export const ownTags = {
  identityRemoved: '0012,0062',
  method: '0012,0063',
  methodCodes: '0012,0064',
  longitudinal: '0028,0303',
} as const;

const own: ReadonlySet<string> = new Set(Object.values(ownTags));

/** Dates and times that stay removed where others are moved: they are no points of a treatment. */
const neverMoved = new Set(['0010,0030', '0010,0032', '0016,0077']);

/**
 * What the profile and the options do to an attribute. Where the profile leaves a choice, the gentlest
 * that any object allows: empty rather than removed, a dummy rather than empty. Beyond the profile,
 * what it does not name: names of people and dates are emptied, UIDs replaced, attributes that the
 * dictionary does not know removed.
 */
export function actionOf(
  tag: string,
  vr: string,
  dictionary: Dictionary,
  { longitudinal = false, uids = false }: RetainOptions,
): Action {
  const isGroupLength = tag.endsWith(',0000');
  if (isPrivate(tag) || isGraphic(tag) || isGroupLength || own.has(tag)) return 'remove';
  const code = profile.get(tag)?.code;
  const known = dictionary.of(tag);
  if (code === undefined && known === undefined) return 'remove';
  // A writer may have called an attribute UN; what it is says the dictionary then.
  const kind = vr === 'UN' ? (known?.vr ?? vr) : vr;
  if (longitudinal && !neverMoved.has(tag)) {
    if (kind === 'DA' || kind === 'DT') return 'move-date';
    if (kind === 'TM') return 'keep';
  }
  switch (code) {
    case 'X':
      return 'remove';
    case 'Z':
    case 'X/Z':
      return 'empty';
    case 'D':
    case 'Z/D':
    case 'X/D':
    case 'X/Z/D':
      return kind === 'UI' && uids ? 'keep' : 'dummy';
    case 'U':
      return uids ? 'keep' : 'replace-uid';
    case 'X/Z/U*':
      return 'descend';
    default:
      return beyondProfile(kind, uids);
  }
}

function beyondProfile(vr: string, uids: boolean): Action {
  switch (vr) {
    case 'SQ':
      return 'descend';
    case 'PN':
    case 'DA':
    case 'DT':
      return 'empty';
    case 'UI':
      return uids ? 'keep' : 'replace-uid';
    default:
      return 'keep';
  }
}
