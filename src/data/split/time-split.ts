import { MingaError } from '../../errors/index.ts';
import { type Dataset, type SplitPart, splitParts } from '../dataset.ts';
import type { SplitCases } from './cases.ts';
import { leftOutSample } from './left-out.ts';
import type { SettingsOf } from './settings.ts';
import type { LeftOutSample, SplitParts } from './split.ts';

/** A moment at which samples were made, and which. */
interface Moment {
  readonly time: string;
  readonly members: readonly number[];
}

const millisecondsADay = 86_400_000;

/**
 * Test after validation after train: no part holds a moment that is not later than all of the part
 * before, and samples of one moment stay together. Rows without a time are left out; so are rows
 * within `embargo` days of the last of the part before, and, where a group is asked for, later rows
 * of what an earlier part has seen.
 *
 * @throws E_SPLIT where there are too few moments, a part would be empty, or an embargo is asked for
 * and a time is no date
 */
export function timeSplit(cases: SplitCases, settings: SettingsOf<'time'>): SplitParts {
  const { dataset } = cases;
  const moments = momentsOf(dataset);
  const timed = moments.reduce((sum, { members }) => sum + members.length, 0);
  const [first, second] = cutsOf(moments, timed, settings);
  const whole = [moments.slice(0, first), moments.slice(first, second), moments.slice(second)];
  const leftOut: LeftOutSample[] = dataset.samples.flatMap(({ time }, index) =>
    time === null ? [leftOutSample(dataset, index, 'no time')] : [],
  );
  const parts: Record<SplitPart, Int32Array> = emptyParts();
  const seen = new Set<number>();
  let last: string | null = null;
  for (const [at, part] of splitParts.entries()) {
    const after = last;
    const begins = whole[at].findIndex(({ time }) => !isEmbargoed(after, time, settings.embargo));
    const begin = begins < 0 ? whole[at].length : begins;
    for (const index of membersOf(whole[at].slice(0, begin))) {
      leftOut.push(leftOutSample(dataset, index, `within ${settings.embargo} days of ${after}`));
    }
    const own = membersOf(whole[at].slice(begin));
    const isFresh = (index: number) => settings.group === null || !seen.has(cases.groupOf[index]);
    const fresh = own.filter(isFresh);
    for (const index of own.filter(index => !isFresh(index))) {
      leftOut.push(leftOutSample(dataset, index, `its ${settings.group} is in an earlier part`));
    }
    for (const index of fresh) seen.add(cases.groupOf[index]);
    refuseEmpty(dataset, part, fresh.length);
    parts[part] = Int32Array.from(fresh).sort();
    last = whole[at].at(-1)?.time ?? last;
  }
  leftOut.sort((a, b) => a.index - b.index);
  return { ...parts, leftOut, warnings: [] };
}

function membersOf(moments: readonly Moment[]): number[] {
  return moments.flatMap(({ members }) => members);
}

function emptyParts(): Record<SplitPart, Int32Array> {
  const none = new Int32Array(0);
  return { train: none, validation: none, test: none };
}

/** The moments of a data set in their order. @throws E_SPLIT where there are fewer than three */
function momentsOf({ name, samples }: Dataset): Moment[] {
  const members = new Map<string, number[]>();
  samples.forEach(({ time }, index) => {
    if (time === null) return;
    const known = members.get(time);
    if (known === undefined) members.set(time, [index]);
    else known.push(index);
  });
  if (members.size >= splitParts.length) {
    return [...members.keys()].sort().map(time => ({ time, members: members.get(time) ?? [] }));
  }
  throw new MingaError('E_SPLIT', {
    found: `${name} has ${members.size} different times`,
    expected: 'three or more, one for each part',
    fix: 'name the column of the time in the data set’s settings, or split by another method',
  });
}

/** Where validation and test begin among the moments. */
function cutsOf(
  moments: readonly Moment[],
  timed: number,
  { trainUntil, validationUntil, test, validation }: SettingsOf<'time'>,
): [number, number] {
  if (trainUntil !== null && validationUntil !== null) {
    // A day holds its hours, and a year its days.
    const until = (date: string) =>
      moments.filter(({ time }) => time.slice(0, date.length) <= date).length;
    return [until(trainUntil), until(validationUntil)];
  }
  const ends: number[] = [];
  let sum = 0;
  for (const { members } of moments) {
    sum += members.length;
    ends.push(sum);
  }
  const nearest = (rows: number, from: number, to: number) => {
    let best = from;
    for (let cut = from; cut <= to; cut++) {
      if (Math.abs(ends[cut - 1] - rows) < Math.abs(ends[best - 1] - rows)) best = cut;
    }
    return best;
  };
  const first = nearest((1 - test - validation) * timed, 1, moments.length - 2);
  return [first, nearest((1 - test) * timed, first + 1, moments.length - 1)];
}

function isEmbargoed(last: string | null, time: string, embargo: number): boolean {
  return embargo > 0 && last !== null && dayOf(time) - dayOf(last) <= embargo;
}

/** Days since 1970; the hour does not count. @throws E_SPLIT where a time is no date */
function dayOf(time: string): number {
  const moment = Date.parse(time.slice(0, 10));
  if (!Number.isNaN(moment)) return Math.floor(moment / millisecondsADay);
  throw new MingaError('E_SPLIT', {
    found: `the time "${time}" is no date, so that days cannot be counted`,
    expected: 'dates such as 2017-12-31 for split.embargo',
  });
}

function refuseEmpty(dataset: Dataset, part: SplitPart, rows: number): void {
  if (rows > 0) return;
  throw new MingaError('E_SPLIT', {
    found: `no row of ${dataset.name} is left for ${part}`,
    expected: 'rows in every part',
    fix: 'move split.trainUntil and split.validationUntil, make the embargo shorter, or ask for no group',
  });
}
