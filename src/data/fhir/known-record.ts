import { type FhirDay, yearsBetween } from './fhir-day.ts';
import { type FhirLabel, isLabel } from './fhir-label.ts';
import type { ObservationColumn } from './observation-columns.ts';
import type { ObservationFact } from './observation-fact.ts';
import type { PatientChart } from './patient-chart.ts';

/** What was known of a patient on a day, by columns; a column without a value is absent. */
export type KnownRecord = ReadonlyMap<string, string>;

export const ageColumn = 'age';
export const genderColumn = 'gender';
export const conditionsColumn = 'conditions';

/**
 * The record of a patient as it stood on a day: age, gender, the conditions, and of each kind of
 * observation the latest. Whatever is later than the day, or has no date, is not used: it may have
 * been written because of what the picture showed. `on` null means that there is no picture whose
 * day would count, and everything is used.
 */
export function knownRecord(
  chart: PatientChart,
  on: FhirDay | null | 'always',
  columns: readonly ObservationColumn[],
  label: FhirLabel,
): KnownRecord {
  const record = new Map<string, string>();
  if (chart.gender !== null) record.set(genderColumn, chart.gender);
  if (on === null) return record;
  if (on !== 'always' && chart.birth !== null) {
    const age = yearsBetween(chart.birth, on);
    if (age !== null) record.set(ageColumn, String(age));
  }
  const known = (day: FhirDay | null) => on === 'always' || (day !== null && day.last <= on.first);
  const conditions = chart.conditions
    .filter(({ code, day }) => known(day) && !isLabel(label, code))
    .map(({ name }) => name);
  if (conditions.length > 0) {
    record.set(conditionsColumn, [...new Set(conditions)].sort().join('; '));
  }
  const latest = latestFacts(chart.observations.filter(({ day }) => known(day)));
  for (const { key, name, unit } of columns) {
    const value = latest.get(`${key}\n${unit}`)?.value;
    if (value !== undefined) record.set(name, value);
  }
  return record;
}

function latestFacts(facts: readonly ObservationFact[]): Map<string, ObservationFact> {
  const latest = new Map<string, ObservationFact>();
  for (const fact of facts) {
    const key = `${fact.key}\n${fact.unit}`;
    const held = latest.get(key);
    if (held === undefined || (fact.day?.last ?? '') >= (held.day?.last ?? '')) {
      latest.set(key, fact);
    }
  }
  return latest;
}
