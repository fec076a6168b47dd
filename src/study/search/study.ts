import { join } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import type { EmbeddingOptions } from '../embedding.ts';
import type { Plan } from '../plan.ts';
import { writeWhole } from '../run-folder.ts';
import { type Search, searchSchema } from '../schema/search.ts';
import { standaloneStudy } from '../standalone-study.ts';
import { searchFolder, searchSettings } from './search.ts';

/** Where a search's outcome lies within the plan's `report` folder. */
export const searchFile = join(searchFolder, 'search.json');

/**
 * Searches settings of a head as a plan says, by itself.
 *
 * @returns what it wrote to `search/search.json` in the plan's `report` folder
 * @throws E_PLAN where the plan has no `search`; else as {@link searchSettings}
 * @example
 * const { best, optimism } = await studySearch(await readPlan('plans/ham10000.yaml'));
 */
export async function studySearch(plan: Plan, options: EmbeddingOptions = {}): Promise<Search> {
  const { search } = plan;
  if (search === undefined) {
    throw new MingaError('E_PLAN', {
      found: `${plan.name} has no search`,
      expected: 'what is searched, and for how long',
      fix: 'add search: { head: early, budget: { trials: 20 } }',
    });
  }
  return standaloneStudy(plan, 'search', options, async context => {
    const found = searchSchema.parse(await searchSettings(search, context));
    const file = join(context.folder, searchFile);
    await writeWhole(file, `${JSON.stringify(found, null, 2)}\n`);
    return found;
  });
}
