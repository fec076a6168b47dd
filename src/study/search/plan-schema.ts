import { z } from 'zod';
import { headDesign, headNames } from '../../fuse/index.ts';

/** Heads of both modalities with a hidden block: those that have something to search. */
const searched = headNames.filter(name => {
  const { modalities, defaults } = headDesign(name);
  return modalities.length > 1 && defaults.hidden > 0;
});

const headName = z.enum(headNames).refine(name => searched.includes(name), {
  error: `one of ${searched.join(', ')}`,
});

function range(value: z.ZodNumber, [low, high]: readonly [number, number]) {
  return z
    .tuple([value, value])
    .refine(([from, to]) => from <= to, { error: 'the smaller number comes first' })
    .default([low, high]);
}

/** The plan's `search`. */
export const searchPlanSchema = z
  .strictObject({
    method: z
      .enum(['random', 'halving'])
      .default('random')
      .describe(
        'halving: all trials for few epochs, the best third of them for three times as many',
      ),
    budget: z
      .union([
        z.strictObject({ trials: z.int().min(2).max(10_000) }),
        z.strictObject({ minutes: z.number().gt(0).describe('of training, over all trials') }),
      ])
      .default({ trials: 20 }),
    head: z
      .union([headName.transform(name => [name]), z.array(headName).min(1)])
      .default(['early']),
    hidden: range(z.int().min(1).max(65_536), [32, 512]).describe('drawn evenly by order of size'),
    rate: range(z.number().gt(0), [1e-4, 1e-2]).describe('drawn evenly by order of size'),
    weightDecay: range(z.number().gt(0), [1e-4, 0.3]).describe('drawn evenly by order of size'),
    dropout: range(z.number().min(0).lt(1), [0, 0.6]),
    image: z.string().min(1).optional().describe('name of an image encoder; the first by default'),
    text: z.string().min(1).optional().describe('name of a text encoder; the first by default'),
    seed: z.int().min(0).default(0),
  })
  .refine(({ method, budget }) => method === 'random' || 'trials' in budget, {
    error: 'halving needs a budget of trials',
    path: ['budget'],
  })
  .describe('settings of a fused head under the plan’s first alignment, by validation rows');

export type SearchPlan = z.output<typeof searchPlanSchema>;
