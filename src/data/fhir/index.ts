/**
 * FHIR: knows how an HL7 FHIR R4 Bundle or bulk export (Patient, Observation, Condition, ImagingStudy,
 * Media) becomes one table with a row for each picture, and what was known of the patient by that day.
 * It knows nothing of roles in a plan, texts or splits.
 */
export { type FhirLabel, labelRule } from './fhir-label.ts';
export { isFhirExport } from './is-fhir.ts';
export {
  type FhirOptions,
  type FhirTable,
  fixedColumns,
  labelColumn,
  readFhir,
  roleColumns,
} from './read-fhir.ts';
