/** The names of an epoch model's inputs and outputs. */
export const epochNames = {
  /** Training rows [N, …] and validation rows [V, …] of the network's input `name`. */
  train: (name: string) => `train.${name}`,
  validation: (name: string) => `validation.${name}`,
  /** A dropout mask, uint8 [M, features], row k for the k-th row of the run. */
  mask: (name: string) => `mask.${name}`,
  /** A parameter or statistic and, for parameters, what the optimiser keeps beside it. */
  variable: (name: string) => `variable.${name}`,
  moment: (moment: string, name: string) => `${moment}.${name}`,
  /** int64 [N] class indices, or float [N, units] of what else is learnt; int64 [M] the run's rows in order; int64 [] the number of steps. */
  labels: 'labels',
  order: 'order',
  steps: 'steps',
  /** float [C] class weights, [1] the positive class's weight, [units] that of each label's positives. */
  weights: 'weights',
  /** float [steps, k]: the optimiser's numbers of each step. */
  scalars: 'scalars',
  /** float [moments]: what the moments are multiplied by at the end of the run. */
  settle: 'settle',
  /** float [1, steps] each: the share of each step's batch in the running statistics. */
  meanShares: 'meanShares',
  varianceShares: 'varianceShares',
  /** float [1]: the share that is left to what they were before the run. */
  keptShare: 'keptShare',
  /** Outputs: float [steps] losses, float [V, units] logits of the validation rows. */
  losses: 'losses',
  logits: 'logits',
} as const;
