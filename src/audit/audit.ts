import { z } from 'zod';
import { type FindingCode, findingCodes } from './finding-codes.ts';

/** From the worst. `serious`: figures made from these data cannot be believed before it is mended. */
export const severities = ['serious', 'caution', 'note'] as const;

export type Severity = (typeof severities)[number];

const codes = Object.keys(findingCodes).filter((code): code is FindingCode => code in findingCodes);

const findingSchema = z.object({
  code: z.enum(codes).describe('stable; docs/audit.md says what each means'),
  severity: z.enum(severities),
  about: z.string().nullable().describe('the field, class or encoder that it concerns'),
  title: z.string(),
  evidence: z.string().describe('in sentences, with figures'),
  rows: z
    .object({
      total: z.number().int(),
      ids: z.array(z.string()).describe('the first of them, in the order of their ids'),
    })
    .describe('samples that it concerns; ids alone, never what a record says'),
  remedy: z.string().describe('in one line; of a plan where a plan can mend it'),
});

/** The schema of an audit, as `results.json` holds it. */
export const auditSchema = z
  .object({
    findings: z.array(findingSchema).describe('the most severe first'),
    checks: z
      .array(z.object({ check: z.string(), looked: z.string() }))
      .describe('what was looked at'),
    notChecked: z
      .array(z.object({ check: z.string(), reason: z.string() }))
      .describe('what was not, and why'),
  })
  .describe('what the data were searched for before anything was learnt; no finding is no proof');

export type Audit = z.infer<typeof auditSchema>;

/** Something in the data that a reader of the figures must know, and how to mend it. */
export type Finding = z.infer<typeof findingSchema>;

/** Samples that a finding concerns. */
export type RowList = Finding['rows'];
