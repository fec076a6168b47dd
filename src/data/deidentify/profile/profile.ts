import { removedAttributes } from './removed-attributes.ts';
import { replacedAttributes } from './replaced-attributes.ts';

/** The edition of the table. */
export const profileEdition = 'DICOM PS3.15 2024b, table E.1-1';

/** The codes of the table: X remove, Z empty, D dummy, U another UID; several where the object decides. */
export type ProfileCode = 'X' | 'Z' | 'D' | 'U' | 'Z/D' | 'X/Z' | 'X/D' | 'X/Z/D' | 'X/Z/U*';

const codes: readonly ProfileCode[] = ['X', 'Z', 'D', 'U', 'Z/D', 'X/Z', 'X/D', 'X/Z/D', 'X/Z/U*'];

/** A line of the table. */
export interface ProfileEntry {
  /** `gggg,eeee` in capitals. */
  readonly tag: string;
  readonly keyword: string;
  readonly code: ProfileCode;
}

/** The whole table by tag, patterns apart. */
export const profile: ReadonlyMap<string, ProfileEntry> = new Map(
  [...linesOf(removedAttributes), ...linesOf(replacedAttributes)].map(line => {
    const [tag, keyword, written = 'X'] = line.split(' ');
    const code = codes.find(known => known === written) ?? 'X';
    return [tag, { tag, keyword, code }];
  }),
);

/** Curves and overlays: groups 5000–50FF and 6000–60FF, which can show or hold a name. */
export function isGraphic(tag: string): boolean {
  return tag.startsWith('50') || tag.startsWith('60');
}

/** Private attributes have an odd group; only who made them knows what they hold. */
export function isPrivate(tag: string): boolean {
  return Number.parseInt(tag.slice(0, 4), 16) % 2 === 1;
}

function linesOf(table: string): readonly string[] {
  return table.trim().split('\n');
}
