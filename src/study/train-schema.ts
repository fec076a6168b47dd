import { z } from 'zod';
import { type ClassTaskOptions, trainDefaults } from '../fuse/index.ts';
import { isPlain } from '../graph/index.ts';

/** The plan's `train`: how heads are trained. */
const trainObject = z.strictObject({
  optimizer: z.enum(['adamw', 'sgd']).default(trainDefaults.optimizer),
  rate: z.number().gt(0).default(trainDefaults.rate).describe('learning rate; the highest one'),
  schedule: z.enum(['constant', 'cosine']).default('constant'),
  warmup: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('share of all steps in which the rate rises to its height'),
  weightDecay: z.number().min(0).optional().describe('0.01 with adamw, 0 with sgd by default'),
  exempt: z
    .enum(['none', 'vectors'])
    .default(trainDefaults.exempt)
    .describe('vectors: weight decay passes over biases, scales and shifts'),
  momentum: z.number().min(0).lt(1).default(0.9).describe('of sgd'),
  clip: z
    .number()
    .min(0)
    .default(trainDefaults.clip)
    .describe('largest norm of all gradients together; 0 is no limit'),
  batch: z.int().min(2).default(trainDefaults.batch),
  epochs: z.int().min(1).default(trainDefaults.epochs).describe('at most'),
  patience: z
    .int()
    .min(1)
    .default(trainDefaults.patience)
    .describe('epochs without a better validation figure'),
  monitor: z
    .enum(['loss', 'macroF1'])
    .default(trainDefaults.monitor)
    .describe('what the best epoch is chosen by, on validation rows'),
  loss: z
    .enum(['cross-entropy', 'focal'])
    .default('cross-entropy')
    .describe('focal: cases that are told apart already weigh less (Lin et al. 2017)'),
  gamma: z
    .number()
    .min(0)
    .max(20)
    .default(2)
    .describe('of focal: how much less; 0 is cross-entropy'),
  labelSmoothing: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('share of each target that is spread over all classes; of cross-entropy'),
  classWeights: z
    .enum(['balanced', 'effective', 'none'])
    .default(trainDefaults.classWeights)
    .describe('effective: by the effective number of samples (Cui et al. 2019)'),
  beta: z.number().min(0).lt(1).default(trainDefaults.beta).describe('of effective class weights'),
  number: z
    .strictObject({
      loss: z
        .enum(['squared', 'huber'])
        .default('squared')
        .describe('huber counts errors beyond delta by their size, not its square'),
      delta: z
        .number()
        .gt(0)
        .default(1)
        .describe('where huber turns, in standard deviations of the target'),
      transform: z
        .enum(['none', 'log1p'])
        .default('none')
        .describe('log1p: ln(1 + y) is learnt, for counts that span orders of magnitude'),
    })
    .prefault({})
    .describe('how a number is learnt, where the label is one'),
  modalityDropout: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe(
      'share of training rows that lose their image, and of others their text: fused heads then learn a stand-in for each, and take cases that lack one',
    ),
  rows: z
    .enum(['float32', 'float16'])
    .default(trainDefaults.rows)
    .describe('how training rows are kept; float16 takes half the memory'),
  linear: z
    .enum(['lbfgs', 'steps'])
    .optional()
    .describe(
      'heads without a hidden block: to the minimum (lbfgs, the default of plain cross-entropy), or by steps as the others (the default of focal and smoothed losses)',
    ),
  C: z
    .union([z.number().gt(0), z.array(z.number().gt(0)).min(1)])
    .default([0.1, 0.3, 1, 3, 10, 30, 100])
    .describe(
      'of lbfgs: scikit-learn’s inverse penalties; the best on validation loss is taken, weaker ones are tried while the weakest is best',
    ),
  seeds: z
    .union([z.int().min(1).max(1000), z.array(z.int().min(0)).min(1)])
    .default(5)
    .describe('how many seeds, or which'),
});

export const trainSchema = trainObject.superRefine(
  ({ loss, gamma, labelSmoothing, linear }, context) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (labelSmoothing > 0 && loss === 'focal') {
      refuse('labelSmoothing', 'label smoothing is of cross-entropy: leave it out beside focal');
    }
    const shaped = labelSmoothing > 0 || (loss === 'focal' && gamma > 0);
    if (shaped && linear === 'lbfgs') {
      const found = loss === 'focal' ? 'a focal loss' : 'label smoothing';
      refuse(
        'linear',
        `lbfgs goes to the minimum of a plain cross-entropy: with ${found} say steps`,
      );
    }
  },
);

/** How heads are trained, every default filled in and every shorthand written out. */
export interface TrainPlan
  extends Omit<z.output<typeof trainSchema>, 'seeds' | 'C' | 'weightDecay' | 'linear'> {
  readonly linear: 'lbfgs' | 'steps';
  readonly weightDecay: number;
  readonly C: readonly number[];
  readonly seeds: readonly number[];
}

export function normaliseTrain(parsed: z.output<typeof trainSchema>): TrainPlan {
  const { seeds, C, optimizer } = parsed;
  return {
    ...parsed,
    weightDecay: parsed.weightDecay ?? (optimizer === 'sgd' ? 0 : trainDefaults.weightDecay),
    linear: parsed.linear ?? (isPlain(lossShape(parsed)) ? 'lbfgs' : 'steps'),
    C: [...new Set([C].flat())],
    seeds:
      typeof seeds === 'number' ? Array.from({ length: seeds }, (_, i) => i) : [...new Set(seeds)],
  };
}

/** The plan's loss as a task takes it. */
export function lossShape({
  loss,
  gamma,
  labelSmoothing,
}: Pick<z.output<typeof trainSchema>, 'loss' | 'gamma' | 'labelSmoothing'>): ClassTaskOptions {
  return { focus: loss === 'focal' ? gamma : 0, smoothing: labelSmoothing };
}
