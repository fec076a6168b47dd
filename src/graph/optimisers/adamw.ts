import { MingaError } from '../../errors/index.ts';
import { add, div, mul, square, sub } from '../operators/arithmetic.ts';
import { sqrt } from '../operators/elementwise.ts';
import { type Optimiser, scalar } from './optimiser.ts';
import { type RateOptions, rateAt, rateDefaults } from './rate.ts';

/** AdamW's settings; `adamWDefaults` holds what is taken where one is not given. */
export interface AdamWOptions extends RateOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled weight decay, ≥ 0: each step multiplies the parameters by 1 − rate · weightDecay. */
  readonly weightDecay?: number;
}

/** PyTorch's defaults for AdamW. */
export const adamWDefaults = {
  ...rateDefaults,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 0.01,
} as const;

// The second moment may grow by this until it is settled; far from what float32 can hold.
const largestGrowth = 1e12;
// Where it would have to be settled more often than this, the plain form is kept.
const leastUnsettled = 64;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101), in a form that passes over the weights as seldom
 * as the runtime's operators allow; the result is that of the textbook.
 *
 * The moments are kept divided by (1 − β): M = β₁M + g and V = β₂V + g². Within an epoch
 * they are also kept multiplied by aⱼ = β₂^(−j/2) and its square, j counting the steps since they
 * were settled, and the loss is scaled by aⱼ: then V̂ = V̂ + ĝ² needs no product. With c₁ = 1 − β₁ᵗ, c₂ = 1 − β₂ᵗ and
 * s = √((1 − β₂)/c₂), the step rate · m̂ / (√v̂ + ε) equals [rate·(1 − β₁)/(c₁·s)] · M̂ / (√V̂ + aⱼε/s).
 *
 * @throws E_OPTION where an option is outside its range
 */
export function adamW(options: AdamWOptions = {}): Optimiser {
  const settings = { ...adamWDefaults, ...options };
  const { beta1, beta2, epsilon, weightDecay } = settings;
  requireRanges(settings);
  const rate = rateAt(settings);
  const longestScaled = Math.floor(Math.log(largestGrowth) / -Math.log(beta2));
  const scaled = longestScaled >= leastUnsettled;
  const growth = scaled ? beta2 ** -0.5 : 1;

  return {
    moments: ['first', 'second'],
    scalars: ['lossScale', 'stepSize', 'epsilon', 'decay'],
    lossScale: scaled ? 'lossScale' : null,
    longestUnsettled: scaled ? longestScaled : Number.POSITIVE_INFINITY,
    step({ parameter, moments: [first, second] }, gradient, scalars, decays) {
      const m = add(mul(first, beta1 * growth), gradient);
      const v = add(scaled ? second : mul(second, beta2), square(gradient));
      const ratio = div(m, add(sqrt(v), scalar(scalars, 'epsilon')));
      const update = mul(ratio, scalar(scalars, 'stepSize'));
      const decayed = decays && weightDecay > 0;
      const kept = decayed ? mul(parameter, scalar(scalars, 'decay')) : parameter;
      return { parameter: sub(kept, update), moments: [m, v] };
    },
    schedule({ from, steps, total, unsettled }) {
      const rows = new Float32Array(4 * steps);
      for (let k = 0; k < steps; k++) {
        const step = from + k;
        const now = rate(step, total);
        const lossScale = growth ** (unsettled + k + 1);
        const root = Math.sqrt((1 - beta2) / (1 - beta2 ** step));
        const stepSize = (now * (1 - beta1)) / ((1 - beta1 ** step) * root);
        rows.set([lossScale, stepSize, (lossScale * epsilon) / root, 1 - now * weightDecay], 4 * k);
      }
      return rows;
    },
    settle: steps => (scaled ? Float32Array.of(growth ** -steps, growth ** (-2 * steps)) : null),
  };
}

function requireRanges(settings: Required<AdamWOptions>): void {
  const { beta1, beta2, epsilon, weightDecay } = settings;
  const fits = epsilon > 0 && weightDecay >= 0 && inUnit(beta1) && inUnit(beta2);
  if (fits) return;
  throw new MingaError('E_OPTION', {
    found: `AdamW with ${JSON.stringify({ beta1, beta2, epsilon, weightDecay })}`,
    expected: 'epsilon > 0, weightDecay ≥ 0, 0 ≤ beta < 1',
  });
}

function inUnit(beta: number): boolean {
  return beta >= 0 && beta < 1;
}
