import * as z from 'zod';

const text = z.string().optional().catch(undefined);

const coding = z.object({ system: text, code: text, display: text });

const concept = z.object({ text, coding: z.array(coding).optional().catch(undefined) });

const reference = z.object({ reference: text, display: text });

const quantity = z.object({
  value: z.number().optional(),
  unit: text,
  code: text,
});

const values = {
  valueQuantity: quantity.optional(),
  valueCodeableConcept: concept.optional(),
  valueString: z.string().optional(),
  valueBoolean: z.boolean().optional(),
  valueInteger: z.number().optional(),
};

const patient = z.object({
  resourceType: z.literal('Patient'),
  id: z.string(),
  birthDate: text,
  gender: text,
  managingOrganization: reference.optional().catch(undefined),
});

const observation = z.object({
  resourceType: z.literal('Observation'),
  id: text,
  status: text,
  code: concept,
  subject: reference.optional(),
  effectiveDateTime: text,
  effectiveInstant: text,
  effectivePeriod: z.object({ start: text, end: text }).optional().catch(undefined),
  issued: text,
  ...values,
  component: z.array(z.object({ code: concept, ...values })).optional(),
});

const condition = z.object({
  resourceType: z.literal('Condition'),
  id: text,
  code: concept.optional(),
  subject: reference.optional(),
  verificationStatus: concept.optional().catch(undefined),
  onsetDateTime: text,
  recordedDate: text,
});

const imagingStudy = z.object({
  resourceType: z.literal('ImagingStudy'),
  id: z.string(),
  status: text,
  subject: reference.optional(),
  started: text,
  location: reference.optional().catch(undefined),
  series: z
    .array(
      z.object({
        uid: text,
        modality: coding.optional().catch(undefined),
        bodySite: coding.optional().catch(undefined),
        laterality: coding.optional().catch(undefined),
        started: text,
        instance: z.array(z.object({ uid: z.string(), title: text })).optional(),
      }),
    )
    .optional(),
});

const media = z.object({
  resourceType: z.literal('Media'),
  id: z.string(),
  status: text,
  subject: reference.optional(),
  createdDateTime: text,
  createdPeriod: z.object({ start: text, end: text }).optional().catch(undefined),
  issued: text,
  modality: concept.optional().catch(undefined),
  bodySite: concept.optional().catch(undefined),
  content: z.object({ url: text, contentType: text, data: text, title: text }).optional(),
});

/** The kinds of FHIR R4 resource that are read; of each the elements that are used. Others are passed over. */
export const resourceSchema = z.discriminatedUnion('resourceType', [
  patient,
  observation,
  condition,
  imagingStudy,
  media,
]);

export const resourceKinds: readonly string[] = [
  'Patient',
  'Observation',
  'Condition',
  'ImagingStudy',
  'Media',
];

export type Resource = z.infer<typeof resourceSchema>;
export type Patient = z.infer<typeof patient>;
export type Observation = z.infer<typeof observation>;
export type Condition = z.infer<typeof condition>;
export type ImagingStudy = z.infer<typeof imagingStudy>;
export type Media = z.infer<typeof media>;
export type Concept = z.infer<typeof concept>;
export type Coding = z.infer<typeof coding>;
export type Reference = z.infer<typeof reference>;
