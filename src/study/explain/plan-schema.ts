import { z } from 'zod';

const asked = z
  .strictObject({
    modalities: z.boolean().default(true).describe('what the image and the text contribute'),
    fields: z
      .union([
        z.boolean(),
        z.strictObject({
          rows: z.int().min(2).max(1_000_000).describe('test rows that are encoded anew, at most'),
        }),
      ])
      .optional()
      .describe('what each field of the record contributes; by default where it takes a minute'),
    cases: z
      .union([
        z.array(z.string().min(1)).min(1).max(100),
        z.string().regex(/^worst:[1-9]\d?$/, 'ids of test cases, or worst:5'),
      ])
      .default('worst:5')
      .describe('test cases that are shown one by one; worst: wrong with the highest score'),
    occlusion: z
      .int()
      .min(0)
      .max(32)
      .default(0)
      .describe('patches a side of the maps of those cases; 0 for none: they show patients'),
    nearest: z
      .int()
      .min(0)
      .max(100)
      .default(0)
      .describe('training cases nearest to each of them; 0 for none: they show patients'),
  })
  .describe('explanations of the best fused cell');

/** The plan's `explain`. */
export const explainPlanSchema = z.union([z.boolean(), asked]);

/** What is to be explained; every setting has a value. */
export interface ExplainPlan {
  readonly modalities: boolean;
  /** `quick`: where it takes a minute at most. */
  readonly fields: 'none' | 'quick' | 'all' | { readonly rows: number };
  readonly cases: readonly string[] | { readonly worst: number };
  readonly occlusion: number;
  readonly nearest: number;
}

/** Nothing said asks for what is quick and shows no patient. */
export function explainPlan(given: z.output<typeof explainPlanSchema> | undefined): ExplainPlan {
  if (given === false) {
    return { modalities: false, fields: 'none', cases: [], occlusion: 0, nearest: 0 };
  }
  const { fields, cases, ...rest } = asked.parse(typeof given === 'object' ? given : {});
  const usual = given === true ? 'all' : 'quick';
  return {
    ...rest,
    fields:
      fields === undefined ? usual : fields === true ? 'all' : fields === false ? 'none' : fields,
    cases: typeof cases === 'string' ? { worst: Number(cases.slice('worst:'.length)) } : cases,
  };
}
