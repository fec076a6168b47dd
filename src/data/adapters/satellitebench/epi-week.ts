/** A week as epidemiologists count them: from Sunday to Saturday. */
export interface EpiWeek {
  readonly year: number;
  /** 1–52, in some years 53. */
  readonly week: number;
}

const day = 86_400_000;

/**
 * The epidemiological week of a day. Week 1 is the first with four days or more in its year, so the
 * year of a week is that of its Wednesday (CDC, MMWR weeks; the Colombian INS counts them so too).
 *
 * @param date ISO 8601, `2016-06-12`
 * @example
 * epiWeekOf('2016-06-12'); // { year: 2016, week: 24 }
 */
export function epiWeekOf(date: string): EpiWeek {
  const time = Date.parse(`${date}T00:00:00Z`);
  const sunday = time - new Date(time).getUTCDay() * day;
  const year = new Date(sunday + 3 * day).getUTCFullYear();
  return { year, week: 1 + Math.round((sunday - firstSunday(year)) / (7 * day)) };
}

/** The Sunday on which a week begins, in ISO 8601. */
export function epiWeekStart({ year, week }: EpiWeek): string {
  return new Date(firstSunday(year) + 7 * day * (week - 1)).toISOString().slice(0, 10);
}

/** One number by which weeks can be sorted: 201624. */
export function epiWeekNumber({ year, week }: EpiWeek): number {
  return 100 * year + week;
}

/** The Sunday of week 1, which holds 4 January. */
function firstSunday(year: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - new Date(fourth).getUTCDay() * day;
}
