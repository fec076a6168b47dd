import { means } from './concept.ts';
import { daysBetween } from './fhir-day.ts';
import type { ObservationFact } from './observation-fact.ts';
import type { PatientChart } from './patient-chart.ts';
import type { Concept } from './resources.ts';

/** What is to be learnt from an export. */
export type FhirLabel =
  /** `yes` where the patient has this condition at any time, else `no`. */
  | { readonly condition: string }
  /** The value of this observation, the nearest in time; with `above`, whether it is above that. */
  | { readonly observation: string; readonly above?: number; readonly withinDays?: number };

/** The label in a sentence. */
export function labelRule(label: FhirLabel): string {
  if ('condition' in label) {
    return `the patient has the condition "${label.condition}" at any time; no record of it is read as no`;
  }
  const within = label.withinDays === undefined ? '' : `, at most ${label.withinDays} days apart`;
  const value = `the value of the observation "${label.observation}" nearest in time${within}`;
  return label.above === undefined ? value : `${value}, above ${label.above}`;
}

/** Whether a fact is what the label is made from, so that it must not be in the record. */
export function isLabel(label: FhirLabel, code: Concept): boolean {
  return means(code, 'condition' in label ? label.condition : label.observation);
}

/** The label of a picture taken on a day (null: not known), empty where there is none. */
export function labelOf(label: FhirLabel, chart: PatientChart, day: string | null): string {
  if ('condition' in label) {
    return chart.conditions.some(({ code }) => means(code, label.condition)) ? 'yes' : 'no';
  }
  const nearest = nearestFact(label, chart.observations, day);
  if (nearest === null) return '';
  if (label.above === undefined) return nearest.value;
  const value = Number(nearest.value);
  if (!Number.isFinite(value)) return '';
  return value > label.above ? 'yes' : 'no';
}

function nearestFact(
  label: Extract<FhirLabel, { observation: string }>,
  facts: readonly ObservationFact[],
  day: string | null,
): ObservationFact | null {
  const own = facts.filter(({ code }) => means(code, label.observation));
  if (day === null) {
    const latest = own.toSorted((a, b) => (a.day?.last ?? '').localeCompare(b.day?.last ?? ''));
    return label.withinDays === undefined ? (latest.at(-1) ?? null) : null;
  }
  const distance = (fact: ObservationFact) =>
    fact.day === null ? Number.POSITIVE_INFINITY : Math.abs(daysBetween(day, fact.day.last));
  const within = own.filter(fact => distance(fact) <= (label.withinDays ?? Number.MAX_VALUE));
  const [first, ...others] = within;
  if (first === undefined) return null;
  return others.reduce((best, next) => (distance(next) < distance(best) ? next : best), first);
}
