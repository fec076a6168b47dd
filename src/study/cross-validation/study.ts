import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { openProducts, openRuntime } from '../../runtime/index.ts';
import type { EmbeddingOptions } from '../embedding.ts';
import { tellModalities } from '../modalities.ts';
import type { Plan } from '../plan.ts';
import { prepareStudy } from '../prepared-study.ts';
import { writeWhole } from '../run-folder.ts';
import { type CrossValidation, crossValidationSchema } from '../schema/cross-validation.ts';
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
  const { signal, onEvent } = options;
  const { dataset, encoded } = await prepareStudy(plan, options, loaded =>
    tellModalities(plan, loaded, onEvent),
  );
  const folder = resolve(plan.report.folder);
  const lanes = Math.min(availableParallelism(), 4);
  const runtimes = Array.from({ length: lanes }, () => openRuntime());
  try {
    const products = await openProducts(runtimes[0]);
    const context = { plan, dataset, encoded, folder, runtimes, products, signal, onEvent };
    const found = crossValidationSchema.parse(await crossValidate(settings, context));
    const bytes = `${JSON.stringify(found, null, 2)}\n`;
    await writeWhole(join(folder, crossValidationFile), bytes);
    return found;
  } finally {
    await Promise.all(runtimes.map(runtime => runtime.close()));
  }
}
