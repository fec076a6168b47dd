import { join } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import type { EmbeddingOptions } from '../embedding.ts';
import type { Plan } from '../plan.ts';
import { writeWhole } from '../run-folder.ts';
import { type CrossValidation, crossValidationSchema } from '../schema/cross-validation.ts';
import { standaloneStudy } from '../standalone-study.ts';
import { crossValidate, foldsFolder } from './cross-validation.ts';

/** Where cross-validation's outcome lies within the plan's `report` folder. */
export const crossValidationFile = join(foldsFolder, 'cross-validation.json');

/**
 * Cross-validates a plan's grid by itself, without the study of its one split.
 *
 * @returns what it wrote to `cross-validation/cross-validation.json` in the plan's `report` folder
 * @throws E_PLAN where the plan has no `crossValidation`; E_SPLIT, E_ABORTED as {@link crossValidate}
 * @example
 * const { cells } = await studyCrossValidation(await readPlan('plans/ham10000.yaml'));
 */
export async function studyCrossValidation(
  plan: Plan,
  options: EmbeddingOptions = {},
): Promise<CrossValidation> {
  const { crossValidation: settings } = plan;
  if (settings === undefined) {
    throw new MingaError('E_PLAN', {
      found: `${plan.name} has no crossValidation`,
      expected: 'how often, and into how many folds',
      fix: 'add crossValidation: { kind: repeated, folds: 5, repeats: 2 }',
    });
  }
  return standaloneStudy(plan, 'crossValidation', options, async context => {
    const found = crossValidationSchema.parse(await crossValidate(settings, context));
    const file = join(context.folder, crossValidationFile);
    await writeWhole(file, `${JSON.stringify(found, null, 2)}\n`);
    return found;
  });
}
