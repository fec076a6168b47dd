import { type ConditionFact, conditionFact } from './condition-fact.ts';
import { type FhirDay, fhirDay } from './fhir-day.ts';
import { type ObservationFact, observationFacts } from './observation-fact.ts';
import { mediaRow, type PictureRow, studyRows } from './picture-rows.ts';
import type { RawResource } from './resource-files.ts';
import { type Reference, type Resource, resourceKinds, resourceSchema } from './resources.ts';

/** What an export says of one patient. */
export interface PatientChart {
  readonly line: number;
  /** Where the patient's own resource stands. */
  readonly place: string;
  readonly birth: FhirDay | null;
  readonly gender: string | null;
  readonly organization: string | null;
  readonly observations: ObservationFact[];
  readonly conditions: ConditionFact[];
}

/** An export, by patients. */
export interface Charts {
  readonly patients: ReadonlyMap<string, PatientChart>;
  readonly pictures: readonly PictureRow[];
  /** The patient that a reference means; null where the export does not hold the patient. */
  readonly patientOf: (reference: Reference | undefined) => string | null;
  /** Resources of a kind that is read, but not of its form; the place of the first. */
  readonly malformed: { readonly count: number; readonly first: string | null };
  /** Media that are films, sounds or documents. */
  readonly otherMedia: number;
  /** Observations and conditions whose patient is not in the export. */
  readonly orphans: number;
}

/** Reads a whole export. Resources may come in any order, so subjects are resolved at the end. */
export async function readCharts(
  resources: AsyncIterable<RawResource>,
  instances: 'first' | 'all',
): Promise<Charts> {
  const patients = new Map<string, PatientChart>();
  const urls = new Map<string, string>();
  const pictures: PictureRow[] = [];
  const facts: {
    subject: Reference | undefined;
    observations: ObservationFact[];
    condition: ConditionFact | null;
  }[] = [];
  const malformed = { count: 0, first: null as string | null };
  let otherMedia = 0;

  for await (const raw of resources) {
    if (!isOfInterest(raw.content)) continue;
    const parsed = resourceSchema.safeParse(raw.content);
    if (!parsed.success) {
      malformed.count += 1;
      malformed.first ??= raw.place;
      continue;
    }
    take(parsed.data, raw);
  }

  function take(resource: Resource, raw: RawResource): void {
    const { line, place } = raw;
    switch (resource.resourceType) {
      case 'Patient':
        patients.set(resource.id, {
          line,
          place,
          birth: fhirDay(resource.birthDate),
          gender: resource.gender ?? null,
          organization:
            resource.managingOrganization?.display ??
            resource.managingOrganization?.reference ??
            null,
          observations: [],
          conditions: [],
        });
        if (raw.fullUrl !== null) urls.set(raw.fullUrl, resource.id);
        return;
      case 'Observation':
        facts.push({
          subject: resource.subject,
          observations: observationFacts(resource),
          condition: null,
        });
        return;
      case 'Condition':
        facts.push({
          subject: resource.subject,
          observations: [],
          condition: conditionFact(resource),
        });
        return;
      case 'ImagingStudy':
        pictures.push(...studyRows(resource, instances, { line, place }));
        return;
      case 'Media': {
        const row = mediaRow(resource, { line, place });
        if (row === null) otherMedia += 1;
        else pictures.push(row);
      }
    }
  }

  const patientOf = (reference: Reference | undefined): string | null => {
    const text = reference?.reference;
    if (text === undefined) return null;
    const id = urls.get(text) ?? /(?:^|\/)Patient\/([^/]+)(?:\/_history\/.*)?$/.exec(text)?.[1];
    return id !== undefined && patients.has(id) ? id : null;
  };
  let orphans = 0;
  for (const { subject, observations, condition } of facts) {
    const chart = patients.get(patientOf(subject) ?? '');
    if (chart === undefined) orphans += 1;
    chart?.observations.push(...observations);
    if (condition !== null) chart?.conditions.push(condition);
  }
  return { patients, pictures, patientOf, malformed, otherMedia, orphans };
}

function isOfInterest(content: unknown): boolean {
  if (typeof content !== 'object' || content === null || !('resourceType' in content)) return false;
  return resourceKinds.some(kind => kind === content.resourceType);
}
