/** `Male`, `M` or the code 0 → `male`; empty where it is none of the two. */
export function sexOf(cell: string): string {
  if (/^(m|male|0(\.0)?)$/i.test(cell)) return 'male';
  return /^(f|female|1(\.0)?)$/i.test(cell) ? 'female' : '';
}

const races: ReadonlyMap<string, string> = new Map([
  ['0', 'White'],
  ['1', 'Asian'],
  ['2', 'Black'],
]);

/** The name where there is one; codes as the tables of chest X-ray studies of bias number them. */
export function raceOf(cell: string): string {
  return races.get(cell.replace(/\.0+$/, '')) ?? cell;
}

/** `52.0` → `52`; empty where it is no number. */
export function ageText(cell: string): string {
  return /^\d{1,3}(\.\d+)?$/.test(cell) ? String(Number(cell)) : '';
}

/**
 * Years at the study: dates of a patient are moved by one random number of years, so that differences
 * hold though the years do not. Empty where a number is missing.
 *
 * @param studyDate `21800506`
 */
export function ageAt(studyDate: string, anchorAge: string, anchorYear: string): string {
  if (!/^\d{8}/.test(studyDate) || !/^\d+/.test(anchorAge) || !/^\d{4}/.test(anchorYear)) return '';
  return String(Number(anchorAge) + Number(studyDate.slice(0, 4)) - Number(anchorYear));
}
