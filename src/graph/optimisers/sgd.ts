import { MingaError } from '../../errors/index.ts';
import { add, mul, sub } from '../operators/arithmetic.ts';
import { type Optimiser, scalar } from './optimiser.ts';
import { type RateOptions, rateAt, rateDefaults } from './rate.ts';

/** SGD's settings; `sgdDefaults` holds what is taken where one is not given. */
export interface SgdOptions extends RateOptions {
  /** 0 ≤ momentum < 1. */
  readonly momentum?: number;
  /** Coupled weight decay, ≥ 0: weightDecay · parameter is added to the gradient. */
  readonly weightDecay?: number;
}

/** Momentum 0.9, no decay. */
export const sgdDefaults = { ...rateDefaults, momentum: 0.9, weightDecay: 0 } as const;

/**
 * Stochastic gradient descent with momentum, as PyTorch's: v = momentum · v + g + weightDecay · p,
 * p = p − rate · v (Sutskever et al. 2013, without Nesterov's look-ahead).
 *
 * @throws E_OPTION where an option is outside its range
 */
export function sgd(options: SgdOptions = {}): Optimiser {
  const settings = { ...sgdDefaults, ...options };
  const { momentum, weightDecay } = settings;
  if (!(momentum >= 0 && momentum < 1 && weightDecay >= 0)) {
    throw new MingaError('E_OPTION', {
      found: `SGD with momentum ${momentum} and weight decay ${weightDecay}`,
      expected: '0 ≤ momentum < 1, weightDecay ≥ 0',
    });
  }
  const rate = rateAt(settings);
  return {
    moments: momentum > 0 ? ['velocity'] : [],
    scalars: ['rate'],
    lossScale: null,
    longestUnsettled: Number.POSITIVE_INFINITY,
    step({ parameter, moments }, gradient, scalars, decays) {
      const pulled =
        decays && weightDecay > 0 ? add(gradient, mul(parameter, weightDecay)) : gradient;
      const velocity = moments.map(before => add(mul(before, momentum), pulled));
      const direction = velocity.length > 0 ? velocity[0] : pulled;
      return {
        parameter: sub(parameter, mul(direction, scalar(scalars, 'rate'))),
        moments: velocity,
      };
    },
    schedule: ({ from, steps, total }) =>
      Float32Array.from({ length: steps }, (_, k) => rate(from + k, total)),
    settle: () => null,
  };
}
