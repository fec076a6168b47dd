import { conceptName } from './concept.ts';
import { type FhirDay, fhirDay } from './fhir-day.ts';
import type { Concept, Condition } from './resources.ts';

/** One condition that was recorded of a patient. */
export interface ConditionFact {
  readonly name: string;
  readonly code: Concept;
  /** When it began or, where that is not said, when it was written down. */
  readonly day: FhirDay | null;
}

const denied = ['refuted', 'entered-in-error'];

/** The condition, or null where it was refuted, entered in error, or has no name. */
export function conditionFact(condition: Condition): ConditionFact | null {
  const { code, verificationStatus } = condition;
  const status = verificationStatus?.coding?.map(({ code }) => code) ?? [];
  const name = conceptName(code);
  if (code === undefined || name === null) return null;
  if (status.some(word => denied.includes(word ?? ''))) return null;
  return { name, code, day: fhirDay(condition.onsetDateTime ?? condition.recordedDate) };
}
