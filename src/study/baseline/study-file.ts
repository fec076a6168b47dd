import { join, resolve } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import type { Plan } from '../plan.ts';
import { prepareStudy } from '../prepared-study.ts';
import { writeWhole } from '../run-folder.ts';
import type { BaselinesResult } from '../schema/baselines.ts';
import { type BaselineStudyOptions, requireRawData, runBaselines } from './study.ts';

/** Where the baselines of a plan lie within the run's folder, where they were asked for alone. */
export const baselinesFile = 'baselines.json';

/**
 * Trains the baselines of a plan alone, on the rows that its whole study would have, and writes
 * them to `baselines.json` in its `report` folder. A run of the plan takes over what they made.
 *
 * @throws E_PLAN where the plan has no `baselines`; else as `prepareStudy` and `runBaselines`
 * @example
 * const { ratios } = await studyBaselines(await readPlan('plans/ham10000.yaml'));
 */
export async function studyBaselines(
  plan: Plan,
  options: BaselineStudyOptions = {},
): Promise<BaselinesResult> {
  const { baselines } = plan;
  if (baselines === undefined) {
    throw new MingaError('E_PLAN', {
      found: 'a plan without baselines',
      expected: 'baselines: [frozen-uncached, frozen-cached, fine-tuned]',
    });
  }
  const prepared = await prepareStudy(plan, options, requireRawData);
  const results = await runBaselines(baselines, { plan, ...prepared }, options);
  const content = `${JSON.stringify(results, null, 2)}\n`;
  await writeWhole(join(resolve(plan.report.folder), baselinesFile), content);
  return results;
}
