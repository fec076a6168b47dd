/** A FHIR date or dateTime, to the day: the first and the last day that it can mean. */
export interface FhirDay {
  /** `YYYY-MM-DD`. */
  readonly first: string;
  readonly last: string;
}

const pattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/;

/**
 * Reads `2019`, `2019-04`, `2019-04-30` or `2019-04-30T09:12:00-05:00`. The day is the one on the
 * calendar where it was written: a time zone does not move it.
 */
export function fhirDay(text: string | undefined): FhirDay | null {
  const [, year, month, day] = pattern.exec(text ?? '') ?? [];
  if (year === undefined) return null;
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const last = lastDay(Number(year), Number(month));
  if (last === null) return null;
  if (day === undefined) return { first: `${year}-${month}-01`, last: `${year}-${month}-${last}` };
  if (Number(day) < 1 || Number(day) > last) return null;
  return { first: `${year}-${month}-${day}`, last: `${year}-${month}-${day}` };
}

function lastDay(year: number, month: number): number | null {
  if (month < 1 || month > 12) return null;
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whole years between a birth and a day, as far as both are known: by years alone where the birth is. */
export function yearsBetween(birth: FhirDay, on: FhirDay): number | null {
  const years = Number(on.first.slice(0, 4)) - Number(birth.first.slice(0, 4));
  const exact = birth.first === birth.last;
  const before = exact && on.first.slice(5) < birth.first.slice(5);
  const age = before ? years - 1 : years;
  return age >= 0 ? age : null;
}

/** Days between two days, negative where `to` is the earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
