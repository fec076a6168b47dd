import { z } from 'zod';
import { calibrationMethods } from './calibration.ts';
import type { ThresholdRule } from './thresholds.ts';

const share = z.number().gt(0).lt(1);

const thresholdPlan = z.union([
  z.enum(['youden', 'f1']),
  z.strictObject({ sensitivity: share }),
  z.strictObject({ specificity: share }),
  z.strictObject({
    cost: z
      .strictObject({ missed: z.number().gt(0), alarm: z.number().gt(0) })
      .describe('of a case that is missed and of a false alarm, in any unit'),
  }),
]);

/** The keys of a plan's `evaluate` that say how scores are trusted and cut. */
export const trustPlan = {
  calibration: z
    .enum([...calibrationMethods, 'best'])
    .default('best')
    .describe(
      'best: by cross-validation within validation rows; none unless the log loss of another is lower by more than one standard error',
    ),
  threshold: thresholdPlan
    .default('youden')
    .describe('where a probability is cut: youden, f1, { sensitivity: 0.9 }, { cost: … }'),
  subgroups: z
    .union([z.literal('auto'), z.array(z.string().min(1))])
    .default('auto')
    .describe('fields of the record by which the best fused cell is judged; [] is none'),
};

/** A rule with its shorthand written out. */
export function plannedRule(planned: z.output<typeof thresholdPlan>): ThresholdRule {
  if (typeof planned === 'string') return { rule: planned };
  if ('sensitivity' in planned) return { rule: 'sensitivity', atLeast: planned.sensitivity };
  if ('specificity' in planned) return { rule: 'specificity', atLeast: planned.specificity };
  return { rule: 'cost', ...planned.cost };
}
