import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AdamWOptions, adamW, optimiserOf, rateAt, type SgdOptions, sgd } from './index.ts';

// Whole trainings under each optimiser are compared with PyTorch's in ../training.test.ts.

describe('AdamW', () => {
  test.each<AdamWOptions>([
    { rate: 0 },
    { rate: Number.NaN },
    { rate: Number.POSITIVE_INFINITY },
    { epsilon: 0 },
    { weightDecay: -0.1 },
    { beta1: 1 },
    { beta2: -0.1 },
    { warmup: 1 },
  ])('refuses %o', options => {
    expect(() => adamW(options)).toThrow(/E_OPTION/);
  });

  test('has the textbook’s step in every form that it is kept in', () => {
    // One parameter, gradients g₁ … g₉: settled after every k steps it must go the same way.
    const gradients = [0.5, -2, 0.01, 3, 3, -0.7, 1e-3, 0, 1];
    for (const beta2 of [0.999, 0.9, 0.3]) {
      for (const every of [1, 4, 9]) {
        const options = { beta2, rate: 0.01, weightDecay: 0.1 };
        expect(scaledRun(options, gradients, every)).toBeCloseTo(textbook(options, gradients), 6);
      }
    }
  });

  test('must be settled before its second moment leaves the range of float32', () => {
    for (const beta2 of [0.9, 0.99, 0.999, 0.99999]) {
      const { longestUnsettled } = adamW({ beta2 });
      expect(beta2 ** -longestUnsettled).toBeLessThanOrEqual(1.0001e12);
    }
    expect(adamW({ beta2: 0 }).longestUnsettled).toBe(Number.POSITIVE_INFINITY);
  });
});

/** What the graph does, number by number, with moments multiplied as the schedule says. */
function scaledRun(options: AdamWOptions, gradients: readonly number[], every: number): number {
  const optimiser = adamW(options);
  const { beta1, beta2 } = { beta1: 0.9, beta2: 0.999, ...options };
  const scaled = optimiser.lossScale !== null;
  const growth = scaled ? beta2 ** -0.5 : 1;
  let [parameter, m, v] = [1, 0, 0];
  gradients.forEach((gradient, i) => {
    const unsettled = i % every;
    const range = { from: i + 1, steps: 1, total: gradients.length, unsettled };
    const [lossScale, stepSize, epsilon, decay] = optimiser.schedule(range);
    const g = scaled ? gradient * lossScale : gradient;
    m = m * beta1 * growth + g;
    v = (scaled ? v : v * beta2) + g * g;
    parameter = parameter * decay - (m / (Math.sqrt(v) + epsilon)) * stepSize;
    const [first, second] = optimiser.settle(unsettled + 1 === every ? every : 0) ?? [1, 1];
    m *= first;
    v *= second;
  });
  return parameter;
}

/** Algorithm 2 of arXiv 1711.05101. */
function textbook(options: AdamWOptions, gradients: readonly number[]): number {
  const { rate, beta1, beta2, epsilon, weightDecay } = {
    rate: 1e-3,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0.01,
    ...options,
  };
  let [parameter, m, v] = [1, 0, 0];
  gradients.forEach((gradient, i) => {
    m = beta1 * m + (1 - beta1) * gradient;
    v = beta2 * v + (1 - beta2) * gradient ** 2;
    const [mean, square] = [m / (1 - beta1 ** (i + 1)), v / (1 - beta2 ** (i + 1))];
    parameter -= rate * weightDecay * parameter;
    parameter -= (rate * mean) / (Math.sqrt(square) + epsilon);
  });
  return parameter;
}

describe('SGD', () => {
  test.each<SgdOptions>([{ rate: -1 }, { momentum: 1 }, { momentum: -0.1 }, { weightDecay: -1 }])(
    'refuses %o',
    options => {
      expect(() => sgd(options)).toThrow(/E_OPTION/);
    },
  );

  test('keeps a velocity only where there is momentum', () => {
    expect(optimiserOf({ optimizer: 'sgd' }).moments).toEqual(['velocity']);
    expect(optimiserOf({ optimizer: 'sgd', momentum: 0 }).moments).toEqual([]);
  });
});

describe('a learning rate', () => {
  test('rises in equal parts and falls along half a cosine', () => {
    const rate = rateAt({ rate: 0.8, schedule: 'cosine', warmup: 0.3 });
    const steps = Array.from({ length: 10 }, (_, i) => rate(i + 1, 10));
    expect(steps.slice(0, 4)).toEqual([0.2, 0.4, 0.8 * 0.75, 0.8].map(x => expect.closeTo(x, 12)));
    expect(steps[9]).toBeCloseTo(0.4 * (1 + Math.cos((6 / 7) * Math.PI)), 12);
  });

  test('is never above its height nor below 0, and falls after the warm-up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (total, warmup) => {
          const rate = rateAt({ rate: 1, schedule: 'cosine', warmup });
          const steps = Array.from({ length: total }, (_, i) => rate(i + 1, total));
          expect(Math.max(...steps)).toBeLessThanOrEqual(1);
          expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
          const falling = steps.slice(Math.ceil(warmup * total));
          expect(falling).toEqual([...falling].sort((a, b) => b - a));
        },
      ),
    );
  });

  test('is constant by default', () => {
    expect([1, 50, 1_000].map(step => rateAt({})(step, 1_000))).toEqual([1e-3, 1e-3, 1e-3]);
  });
});
