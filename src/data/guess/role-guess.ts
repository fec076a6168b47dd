import { parse } from 'node:path';
import { readPart } from '../records/index.ts';
import type { Table } from '../table/index.ts';
import { type ColumnProfile, columnProfiles } from './column-profile.ts';
import type { PictureFolder } from './folder-survey.ts';
import { speaksFor } from './role-words.ts';

/** A column that probably plays a part, and why it was taken for that. */
export interface RoleGuess {
  readonly column: string;
  readonly why: string;
}

/** Which column of a table probably plays which part; null where none is likely. */
export interface RoleGuesses {
  readonly id: RoleGuess | null;
  readonly image: RoleGuess | null;
  /** Where the pictures are, from the surveyed folder. */
  readonly folder: string | null;
  readonly label: RoleGuess | null;
  /** Its values, where there are few. */
  readonly classes: readonly string[];
  readonly group: RoleGuess | null;
  readonly time: RoleGuess | null;
  readonly site: RoleGuess | null;
  readonly part: RoleGuess | null;
  /** The rest that a record can be made from. */
  readonly record: readonly string[];
  /** Columns that are left out of the record, and why. */
  readonly left: readonly RoleGuess[];
}

const fewClasses = 50;

/** Guesses the parts of a table's columns from their names and their cells, and from the names of pictures. */
export function guessRoles(table: Table, folders: readonly PictureFolder[]): RoleGuesses {
  const profiles = columnProfiles(table);
  const rows = table.rowCount;
  const pictures = guessImage(profiles, folders);
  const image = pictures?.guess ?? null;
  const id = guessId(profiles, rows, image?.column ?? null);
  const taken = new Set([id?.column, image?.column]);
  const free = () => profiles.filter(({ name }) => !taken.has(name));
  const take = (guess: RoleGuess | null) => {
    taken.add(guess?.column);
    return guess;
  };
  const part = take(guessPart(free()));
  const group = take(guessGroup(free(), rows));
  const label = take(guessLabel(free(), rows));
  const time = take(guessTime(free()));
  const site = guessSite(free());
  const left = free().flatMap(profile => leftOut(profile, rows));
  const leftNames = left.map(({ column }) => column);
  return {
    id,
    image,
    folder: pictures?.folder ?? null,
    label,
    classes: profiles.find(({ name }) => name === label?.column)?.values ?? [],
    group,
    time,
    site,
    part,
    record: free()
      .map(({ name }) => name)
      .filter(name => !leftNames.includes(name)),
    left,
  };
}

function guessImage(
  profiles: readonly ColumnProfile[],
  folders: readonly PictureFolder[],
): { guess: RoleGuess; folder: string } | null {
  let best: { guess: RoleGuess; folder: string; worth: number } | null = null;
  for (const folder of folders) {
    const names = new Set(folder.names);
    const stems = new Set(folder.names.map(name => parse(name).name));
    for (const { name, values, distinct, present } of profiles) {
      // A class may happen to be called as some picture is; a column of pictures has many names.
      if (distinct < present / 20) continue;
      const sample = values.slice(0, 1000).map(value => value.replace(/^.*[/\\]/, ''));
      const whole = sample.filter(value => names.has(value)).length;
      const found = whole + sample.filter(value => stems.has(value)).length;
      const share = sample.length === 0 ? 0 : found / sample.length;
      // A whole file name says more than an id that happens to be its stem.
      const worth = found + whole;
      if (share < 0.5 || worth <= (best?.worth ?? 0)) continue;
      const why = `${percent(share)} of its values name pictures in ${folder.path}`;
      best = { guess: { column: name, why }, folder: folder.path, worth };
    }
  }
  return best;
}

function guessId(
  profiles: readonly ColumnProfile[],
  rows: number,
  image: string | null,
): RoleGuess | null {
  if (rows === 0) return null;
  const unique = profiles.filter(({ present, distinct }) => present === rows && distinct === rows);
  const named =
    unique.find(({ name }) => speaksFor(name, 'id')) ?? unique.find(({ name }) => name === image);
  const chosen = named ?? unique.find(({ numeric }) => numeric < 1) ?? unique[0];
  return chosen === undefined ? null : { column: chosen.name, why: 'every value occurs once' };
}

function guessPart(profiles: readonly ColumnProfile[]): RoleGuess | null {
  const found = profiles.find(
    ({ values, distinct }) =>
      distinct >= 2 && distinct <= 4 && values.every(value => readPart(value) !== null),
  );
  return found === undefined
    ? null
    : { column: found.name, why: `its values are ${found.values.join(', ')}` };
}

function guessGroup(profiles: readonly ColumnProfile[], rows: number): RoleGuess | null {
  const repeated = profiles.filter(
    ({ name, distinct, present }) =>
      speaksFor(name, 'group') && distinct >= 3 && distinct < present && present > rows / 2,
  );
  const found = repeated.toSorted((a, b) => b.distinct - a.distinct)[0];
  if (found === undefined) return null;
  const why = `${found.distinct.toLocaleString('en')} values in ${rows.toLocaleString('en')} rows: rows that share one must not be in two parts`;
  return { column: found.name, why };
}

function guessLabel(profiles: readonly ColumnProfile[], rows: number): RoleGuess | null {
  const limit = Math.min(fewClasses, Math.max(2, rows / 3));
  const few = profiles.filter(
    ({ distinct, dates }) => distinct >= 2 && distinct <= limit && dates < 0.5,
  );
  const named = few.find(({ name }) => speaksFor(name, 'label') && !speaksFor(name, 'later'));
  if (named !== undefined) {
    return { column: named.name, why: `its name, and ${named.distinct} distinct values` };
  }
  const others = few.filter(({ name }) => !speaksFor(name, 'later'));
  // Words are classes more often than numbers are, unless those are 0 and 1.
  const last = others.filter(({ numeric, distinct }) => numeric < 1 || distinct === 2).at(-1);
  if (last === undefined) return null;
  const why = `the last column with few values (${last.distinct}); nothing in its name says so: check it`;
  return { column: last.name, why };
}

function guessTime(profiles: readonly ColumnProfile[]): RoleGuess | null {
  const found = profiles.find(({ dates, distinct }) => dates > 0.9 && distinct > 2);
  return found === undefined ? null : { column: found.name, why: 'its values are dates' };
}

function guessSite(profiles: readonly ColumnProfile[]): RoleGuess | null {
  const found = profiles.find(
    ({ name, distinct }) => speaksFor(name, 'site') && distinct >= 2 && distinct <= 1000,
  );
  return found === undefined
    ? null
    : { column: found.name, why: `its name, and ${found.distinct} distinct values` };
}

function leftOut(profile: ColumnProfile, rows: number): RoleGuess[] {
  const { name, distinct, present, numeric, words, dates } = profile;
  const because = (why: string) => [{ column: name, why }];
  if (present === 0) return because('it is empty');
  if (distinct === 1) return because('it has one value only');
  if (dates > 0.9) return because('a date identifies people; make an age or a duration of it');
  const different = distinct === present && present > rows / 2;
  if (different && words < 3 && (numeric < 1 || speaksFor(name, 'id'))) {
    return because('every value is another: it may identify cases');
  }
  if (speaksFor(name, 'later')) {
    return because('its name sounds like something written once the answer was known');
  }
  return [];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
