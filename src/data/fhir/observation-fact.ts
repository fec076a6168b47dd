import { conceptKey, conceptName } from './concept.ts';
import { type FhirDay, fhirDay } from './fhir-day.ts';
import type { Concept, Observation } from './resources.ts';

/** One value that was observed of a patient. */
export interface ObservationFact {
  /** The same for all observations of one kind. */
  readonly key: string;
  readonly name: string;
  readonly code: Concept;
  readonly value: string;
  /** Of a quantity; null of anything else. */
  readonly unit: string | null;
  readonly day: FhirDay | null;
}

const withdrawn = ['entered-in-error', 'cancelled'];

/** The values that an observation states: its own, and one for each component (a blood pressure has two). */
export function observationFacts(observation: Observation): ObservationFact[] {
  if (withdrawn.includes(observation.status ?? '')) return [];
  const { effectivePeriod: period } = observation;
  const when = observation.effectiveDateTime ?? observation.effectiveInstant;
  const day = fhirDay(when ?? period?.end ?? period?.start ?? observation.issued);
  const own = fact(observation.code, observation, day);
  const components = (observation.component ?? []).map(part => fact(part.code, part, day));
  return [own, ...components].filter(found => found !== null);
}

type Values = Pick<
  Observation,
  'valueQuantity' | 'valueCodeableConcept' | 'valueString' | 'valueBoolean' | 'valueInteger'
>;

function fact(code: Concept, values: Values, day: FhirDay | null): ObservationFact | null {
  const key = conceptKey(code);
  const name = conceptName(code);
  const value = valueText(values);
  if (key === null || name === null || value === null) return null;
  const quantity = values.valueQuantity;
  const unit = quantity === undefined ? null : (quantity.unit ?? quantity.code ?? '');
  return { key, name, code, value, unit, day };
}

function valueText(values: Values): string | null {
  if (values.valueQuantity !== undefined) {
    const { value } = values.valueQuantity;
    return value === undefined ? null : String(value);
  }
  if (values.valueInteger !== undefined) return String(values.valueInteger);
  if (values.valueBoolean !== undefined) return values.valueBoolean ? 'yes' : 'no';
  if (values.valueCodeableConcept !== undefined) return conceptName(values.valueCodeableConcept);
  return values.valueString?.trim() || null;
}
