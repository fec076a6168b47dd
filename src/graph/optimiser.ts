import { MingaError } from '../errors/index.ts';
import { add, div, mul, square, sub } from './operators/arithmetic.ts';
import { sqrt } from './operators/elementwise.ts';
import type { Value } from './value.ts';

/** AdamW's settings; `adamWDefaults` holds what is taken where one is not given. */
export interface AdamWOptions {
  /** Learning rate, > 0. */
  readonly rate?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled weight decay, ≥ 0: each step multiplies the parameters by 1 − rate · weightDecay. */
  readonly weightDecay?: number;
}

/** PyTorch's defaults for AdamW. */
export const adamWDefaults: Required<AdamWOptions> = {
  rate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.01,
};

/** The numbers that change from step to step, one element a step, computed in double precision. */
export interface AdamWSchedule {
  readonly stepSize: Float32Array;
  readonly epsilon: Float32Array;
  readonly decay: Float32Array;
}

/** A parameter with its two moments, all of one shape. */
export interface AdamWState {
  readonly parameter: Value;
  readonly first: Value;
  readonly second: Value;
}

/**
 * One step of AdamW (Loshchilov and Hutter, arXiv 1711.05101), with the moments kept divided by
 * (1 − β): M = β₁M + g and V = β₂V + g². The constant factors move into the schedule's scalars, so
 * a step passes fewer times over the weights; the result is that of the textbook form.
 *
 * @param schedule this step's scalars, as `adamWSchedule` makes them
 */
export function adamWStep(
  { parameter, first, second }: AdamWState,
  gradient: Value,
  schedule: { readonly stepSize: Value; readonly epsilon: Value; readonly decay: Value },
  options: AdamWOptions = {},
): AdamWState {
  const { beta1, beta2, weightDecay } = { ...adamWDefaults, ...options };
  const m = add(mul(first, beta1), gradient);
  const v = add(mul(second, beta2), square(gradient));
  const update = mul(div(m, add(sqrt(v), schedule.epsilon)), schedule.stepSize);
  const kept = weightDecay === 0 ? parameter : mul(parameter, schedule.decay);
  return { parameter: sub(kept, update), first: m, second: v };
}

/**
 * The scalars of steps `from` … `from + steps - 1` (the first step of a training is 1).
 *
 * With c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ and s = √((1 − β₂)/c₂), the textbook step
 * rate · m̂ / (√v̂ + ε) equals [rate·(1 − β₁)/(c₁·s)] · M / (√V + ε/s).
 *
 * @throws E_OPTION where an option is outside its range
 */
export function adamWSchedule(options: AdamWOptions, from: number, steps: number): AdamWSchedule {
  const { rate, beta1, beta2, epsilon, weightDecay } = checked({ ...adamWDefaults, ...options });
  const schedule = {
    stepSize: new Float32Array(steps),
    epsilon: new Float32Array(steps),
    decay: new Float32Array(steps).fill(1 - rate * weightDecay),
  };
  for (let k = 0; k < steps; k++) {
    const step = from + k;
    const scale = Math.sqrt((1 - beta2) / (1 - beta2 ** step));
    schedule.stepSize[k] = (rate * (1 - beta1)) / ((1 - beta1 ** step) * scale);
    schedule.epsilon[k] = epsilon / scale;
  }
  return schedule;
}

function checked(options: Required<AdamWOptions>): Required<AdamWOptions> {
  const { rate, beta1, beta2, epsilon, weightDecay } = options;
  const fits = rate > 0 && epsilon > 0 && weightDecay >= 0 && inUnit(beta1) && inUnit(beta2);
  if (!fits) {
    throw new MingaError('E_OPTION', {
      found: `AdamW with ${JSON.stringify({ rate, beta1, beta2, epsilon, weightDecay })}`,
      expected: 'rate > 0, epsilon > 0, weightDecay ≥ 0, 0 ≤ beta < 1',
    });
  }
  return options;
}

function inUnit(beta: number): boolean {
  return beta >= 0 && beta < 1;
}
