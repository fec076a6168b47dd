import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largest } from '../linear-algebra/index.ts';
import { lbfgs } from './lbfgs.ts';
import type { Evaluation } from './line-search.ts';

type Slope = (point: Float64Array) => Evaluation;

/** Down to slopes below `tolerance`, or to the end. */
async function minimised(evaluate: Slope, start: readonly number[], tolerance = 1e-8, most = 500) {
  const values: number[] = [];
  const asked = async (point: Float64Array) => evaluate(point);
  for await (const iterate of lbfgs(asked, Float64Array.from(start))) {
    values.push(iterate.found.value);
    const done = largest(iterate.found.gradient) <= tolerance;
    if (done || iterate.iteration >= most) return { ...iterate, values, ended: false };
  }
  return { values, ended: true, iteration: values.length - 1 };
}

/** ½·Σ aᵢ·(xᵢ − i)². */
function bowl(curvatures: readonly number[]): Slope {
  return point => ({
    value: point.reduce((sum, x, i) => sum + 0.5 * curvatures[i] * (x - i) ** 2, 0),
    gradient: point.map((x, i) => curvatures[i] * (x - i)),
  });
}

describe('L-BFGS', () => {
  test('finds the minimum of bowls of any shape and never goes up', async () => {
    const shapes = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), {
      minLength: 1,
      maxLength: 12,
    });
    const property = fc.asyncProperty(shapes, async curvatures => {
      const found = await minimised(
        bowl(curvatures),
        curvatures.map(() => 5),
      );
      expect(found.ended).toBe(false);
      found.values.slice(1).forEach((value, k) => {
        expect(value).toBeLessThanOrEqual(found.values[k] * (1 + 1e-5));
      });
    });
    await fc.assert(property);
  });

  test('takes few iterations where many variables are scaled alike', async () => {
    const curvatures = Array.from({ length: 300 }, (_, i) => 1 + (i % 7) / 7);
    const found = await minimised(
      bowl(curvatures),
      curvatures.map(() => 0),
    );
    expect(found.iteration).toBeLessThan(20);
  });

  test('comes back from where a function is not finite', async () => {
    const barrier: Slope = ([x]) => ({
      value: x > 0 ? x - Math.log(x) : Number.NaN,
      gradient: Float64Array.of(x > 0 ? 1 - 1 / x : Number.NaN),
    });
    const found = await minimised(barrier, [50]);
    expect(found.values.at(-1)).toBeCloseTo(1, 10);
  });

  test('goes far where the minimum is far', async () => {
    const flat: Slope = ([x]) => ({
      value: Math.hypot(x - 1e6, 1),
      gradient: Float64Array.of((x - 1e6) / Math.hypot(x - 1e6, 1)),
    });
    const found = await minimised(flat, [0], 1e-6);
    expect(found.values.at(-1)).toBeCloseTo(1, 6);
    expect(found.iteration).toBeLessThan(40);
  });

  test('ends where there is no way down', async () => {
    const level: Slope = point => ({ value: 3, gradient: point.map(() => 0) });
    expect(await minimised(level, [1, 2], -1)).toMatchObject({ ended: true, values: [3] });
    const liar: Slope = ([x]) => ({ value: x * x, gradient: Float64Array.of(-1 - x * x) });
    expect(await minimised(liar, [1])).toMatchObject({ ended: true, values: [1] });
  });

  test('counts its evaluations', async () => {
    let asked = 0;
    const counted: Slope = point => {
      asked += 1;
      return bowl([1, 10, 100])(point);
    };
    const found = await minimised(counted, [9, 9, 9]);
    expect(found).toMatchObject({ evaluations: asked });
  });
});
