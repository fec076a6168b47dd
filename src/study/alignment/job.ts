import type { PlannedAligner } from '../align-schema.ts';
import type { EmbeddedPart } from '../embedding.ts';
import type { Plan } from '../plan.ts';
import { alignerLabel } from '../planned-aligner.ts';
import type { PreparedStudy } from '../prepared-study.ts';
import { studiedAligners } from './menu.ts';
import type { Prompts } from './outcome.ts';
import { encodePrompts } from './prompts.ts';
import type { StudySettings } from './settings.ts';

/** One pair of encoders under one aligner. */
export interface Job {
  readonly image: EmbeddedPart;
  readonly text: EmbeddedPart;
  readonly prompts: Prompts | null;
  readonly aligner: PlannedAligner;
  readonly label: string;
}

/** Every aligner on every pair of encoders, none first on each pair. */
export async function plannedJobs(
  plan: Plan,
  { dataset, encoded }: PreparedStudy,
  { tasks }: StudySettings,
): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const [t, text] of encoded.texts.entries()) {
    // A text encoder may take minutes to load.
    const prompts = tasks.includes('zero-shot')
      ? await encodePrompts(plan.encode.text[t], plan, dataset)
      : null;
    for (const image of encoded.images) {
      const same = image.result.dimension === text.result.dimension;
      for (const aligner of studiedAligners(plan, same)) {
        jobs.push({ image, text, prompts, aligner, label: alignerLabel(aligner) });
      }
    }
  }
  return jobs;
}
