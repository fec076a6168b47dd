import { join, resolve } from 'node:path';
import { describeSoftware, peakResidentBytes, processorSeconds } from '../machine.ts';
import { requireBothModalities } from '../modalities.ts';
import { groupsOf } from '../parts.ts';
import type { Plan } from '../plan.ts';
import { prepareStudy } from '../prepared-study.ts';
import { notice } from '../results.ts';
import { writeWhole } from '../run-folder.ts';
import { requireClasses } from '../task/index.ts';
import { plannedJobs } from './job.ts';
import { measureJobs } from './measuring.ts';
import { comparisonCount, pairFigures } from './pair-figures.ts';
import { classPrompts } from './prompts.ts';
import { type AlignmentStudyOptions, studySettings } from './settings.ts';
import { type AlignmentStudy, alignmentStudySchema } from './study-schema.ts';

/** Where a study of alignment lies within the plan's `report` folder. */
export const alignmentFile = join('alignment', 'alignment.json');

/**
 * Measures where alignment matters: every kind of aligner, and those of the plan, on each pair of
 * encoders, in each task (`taskNames`), on the test rows, beside its paired difference to no
 * alignment. Aligners are fitted on training rows, whatever is chosen is chosen on validation rows.
 * What was measured is kept: the same call goes on where it was interrupted.
 *
 * @returns what it wrote to `alignment/alignment.json` in the plan's `report` folder
 * @throws E_PLAN where there is no pair of encoders; E_ABORTED where the signal aborts; else as
 *   `runStudy`
 * @example
 * const { pairs } = await studyAlignment(await readPlan('plans/ham10000.yaml'));
 */
export async function studyAlignment(
  plan: Plan,
  given: AlignmentStudyOptions = {},
): Promise<AlignmentStudy> {
  const options = studySettings(given);
  const started = { wall: performance.now(), processor: processorSeconds() };
  const prepared = await prepareStudy(plan, options, loaded => {
    requireClasses(loaded, 'minga align');
    requireBothModalities(loaded);
  });
  const jobs = await plannedJobs(plan, prepared, options);
  const { measured, measuredNow } = await measureJobs(jobs, plan, prepared, options);
  const pairs = await pairFigures(measured, plan, prepared, options);
  const { dataset, split, parts } = prepared;
  const { select, resamples, level } = plan.evaluate;
  const study: AlignmentStudy = {
    format: 'minga-alignment-study',
    version: 1,
    notice,
    name: plan.name,
    created: new Date().toISOString(),
    software: describeSoftware(),
    plan: { ...plan },
    dataset: { name: dataset.name, hash: dataset.hash, classes: [...dataset.classes] },
    split: { hash: split.hash, seed: split.seed },
    rows: {
      train: parts.train.length,
      validation: parts.validation.length,
      test: parts.test.length,
      testGroups: new Set(groupsOf(dataset, parts.test)).size,
    },
    prompts: Object.fromEntries(
      classPrompts(plan, dataset).map((sentences, c) => [dataset.classes[c], sentences]),
    ),
    evaluation: { select, resamples, level, comparisons: comparisonCount(pairs) },
    pairs,
    costs: {
      wallSeconds: (performance.now() - started.wall) / 1000,
      processorSeconds: processorSeconds() - started.processor,
      measuredNow,
      peakResidentBytes: peakResidentBytes(),
    },
  };
  const checked = alignmentStudySchema.parse(study);
  await writeWhole(
    join(resolve(plan.report.folder), alignmentFile),
    `${JSON.stringify(checked, null, 2)}\n`,
  );
  return checked;
}
