import { z } from 'zod';
import { type AlignerSettings, alignerKinds } from '../align/index.ts';
import { type LearnedShiftSettings, learnedShiftSettings } from '../fuse/index.ts';

const lambda = z.number().min(-4).max(4);

const dimensions = z
  .enum(['keep', 'interpolate', 'pad', 'pca'])
  .optional()
  .describe('where the two differ; by default as the plan’s other aligners need it');
const common = z
  .enum(['interpolate', 'pad', 'pca'])
  .default('interpolate')
  .describe('interpolate is the paper’s rule');
const onto = z.enum(['image', 'text']).optional().describe('the modality that stays in its place');
const penalty = z.number().min(0).optional().describe('in units of the mean variance');

const plain = z.strictObject({ dimensions });

const usual = learnedShiftSettings();

const shift = z
  .strictObject({
    lambda: z
      .union([lambda, z.array(lambda).min(1), z.literal('learned')])
      .describe('how much of the gap is closed: 0 nothing, 1 all of it, below 0 wider; or learned'),
    dimensions: common,
    start: lambda.optional().describe('of a learned λ; 0 by default'),
    rate: z.number().gt(0).optional().describe('of a learned λ: how far a step moves it; 0.01'),
    bounds: z.tuple([lambda, lambda]).optional().describe('of a learned λ; −1 and 2 by default'),
  })
  .refine(
    ({ lambda: value, start, rate, bounds }) =>
      value === 'learned' || [start, rate, bounds].every(option => option === undefined),
    { message: 'start, rate and bounds belong to lambda: learned' },
  )
  .refine(
    ({ start = usual.start, bounds = [usual.low, usual.high] }) =>
      bounds[0] < start && start < bounds[1],
    {
      message: `start lies between the bounds, ${usual.start} between ${usual.low} and ${usual.high} where the plan does not say`,
    },
  );

const options = z
  .strictObject({
    none: plain,
    standardise: plain,
    center: plain,
    shift,
    'orthogonal-shift': z.strictObject({
      lambda: lambda.optional(),
      components: z.int().min(0).optional(),
      of: z.enum(['image', 'text']).optional(),
      dimensions: common,
    }),
    realign: z.strictObject({ onto, dimensions: common }),
    procrustes: z.strictObject({ onto }),
    whiten: z.strictObject({
      method: z.enum(['pca', 'zca']).optional(),
      shrinkage: z.union([z.number().min(0).max(1), z.literal('auto')]).optional(),
      components: z.int().min(0).optional(),
      dimensions,
    }),
    ridge: z.strictObject({ onto, penalty }),
    cca: z.strictObject({
      components: z.int().min(0).optional(),
      penalty,
      power: z.number().min(0).optional(),
    }),
    'optimal-transport': z.strictObject({
      onto,
      epsilon: z.number().min(1e-4).optional(),
      points: z.int().min(2).max(5000).optional(),
      dimensions: common,
    }),
  })
  .partial()
  .refine(entry => Object.keys(entry).length > 0, { message: 'expected the name of an aligner' });

/** Kinds that need no option. */
const named = z.enum(alignerKinds).exclude(['shift']);

/** One entry of a plan's `align`: the name of an aligner, or its name with options. */
export const alignSchema = z.union([named, options]);

/** One alignment to be tried: fitted by itself, or trained with the head. */
export type PlannedAligner = AlignerSettings | LearnedShiftSettings;

/** The aligners of an entry, a grid of λ written out. */
export function plannedAligners(entry: z.output<typeof alignSchema>): PlannedAligner[] {
  if (typeof entry === 'string') return [{ kind: entry }];
  const planned: PlannedAligner[] = [];
  if (entry.none) planned.push({ kind: 'none', ...entry.none });
  if (entry.standardise) planned.push({ kind: 'standardise', ...entry.standardise });
  if (entry.center) planned.push({ kind: 'center', ...entry.center });
  if (entry.shift) planned.push(...plannedShifts(entry.shift));
  const orthogonal = entry['orthogonal-shift'];
  if (orthogonal) planned.push({ kind: 'orthogonal-shift', ...orthogonal });
  if (entry.realign) planned.push({ kind: 'realign', ...entry.realign });
  if (entry.procrustes) planned.push({ kind: 'procrustes', ...entry.procrustes });
  if (entry.whiten) planned.push({ kind: 'whiten', ...entry.whiten });
  if (entry.ridge) planned.push({ kind: 'ridge', ...entry.ridge });
  if (entry.cca) planned.push({ kind: 'cca', ...entry.cca });
  const transport = entry['optimal-transport'];
  if (transport) planned.push({ kind: 'optimal-transport', ...transport });
  return planned;
}

function plannedShifts(options: z.output<typeof shift>): PlannedAligner[] {
  const { lambda: value, dimensions: rule, start, rate, bounds } = options;
  if (value !== 'learned') {
    return [value].flat().map(each => ({ kind: 'shift', lambda: each, dimensions: rule }));
  }
  const [low, high] = bounds ?? [];
  return [learnedShiftSettings({ start, rate, low, high, dimensions: rule })];
}
