import { z } from 'zod';

/** The languages in which the page of a run can be told. */
export const reportLanguages = ['en', 'es', 'pt'] as const;

/** English, Spanish (Latin America) or Portuguese (Brazil). */
export type ReportLanguage = (typeof reportLanguages)[number];

const folder = z.string().min(1);

/** The `report` of a plan: the run's folder alone, or what the page is to be as well. */
export const reportPlanSchema = z
  .union([
    folder,
    z.strictObject({
      folder: folder.optional(),
      language: z.enum(reportLanguages).default('en').describe('of the page'),
      gallery: z
        .int()
        .min(0)
        .max(100)
        .default(0)
        .describe('test cases shown with their pictures, those scored worst first; 0: none'),
    }),
  ])
  .describe('folder of the run, runs/<name> by default; and the page’s language and gallery');

/** A `report` with its defaults filled in. */
export interface ReportPlan {
  readonly folder: string;
  readonly language: ReportLanguage;
  readonly gallery: number;
}

export function plannedReport(
  parsed: z.output<typeof reportPlanSchema> | undefined,
  name: string,
): ReportPlan {
  const usual = { folder: `runs/${name}`, language: 'en', gallery: 0 } as const;
  if (parsed === undefined) return usual;
  if (typeof parsed === 'string') return { ...usual, folder: parsed };
  return { ...parsed, folder: parsed.folder ?? usual.folder };
}
