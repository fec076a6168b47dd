import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { openProducts, openRuntime } from '../runtime/index.ts';
import type { EmbeddingOptions } from './embedding.ts';
import { tellModalities } from './modalities.ts';
import type { Plan } from './plan.ts';
import { prepareStudy } from './prepared-study.ts';
import { requireClasses, selectOf } from './task/index.ts';
import type { TrainingContext } from './training.ts';

/**
 * Loads, divides and embeds a plan's data for a question beside its grid, and clears up after it.
 *
 * @param what the question is called; it needs one class a sample
 * @throws E_PLAN where samples have several labels or a number, or the plan chooses by a metric of those
 */
export async function standaloneStudy<T>(
  plan: Plan,
  what: string,
  { signal, onEvent }: EmbeddingOptions,
  ask: (context: TrainingContext) => Promise<T>,
): Promise<T> {
  const { dataset, encoded, parts } = await prepareStudy(plan, { signal, onEvent }, loaded => {
    tellModalities(plan, loaded, onEvent);
    requireClasses(loaded, what);
    selectOf(loaded, plan.evaluate.asked);
  });
  const folder = resolve(plan.report.folder);
  const lanes = Math.min(availableParallelism(), 4);
  const runtimes = Array.from({ length: lanes }, () => openRuntime());
  try {
    const products = await openProducts(runtimes[0]);
    return await ask({
      plan,
      dataset,
      encoded,
      parts,
      folder,
      runtimes,
      products,
      signal,
      onEvent,
    });
  } finally {
    await Promise.all(runtimes.map(runtime => runtime.close()));
  }
}
