import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DoubleMatrix, plainProducts } from '../linear-algebra/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { pairsOf, randomPair } from './fixture/random-pair.ts';
import { optimalTransport, unitRows } from './index.ts';
import { sinkhorn } from './sinkhorn.ts';
import { transportRows } from './transport-step.ts';

describe('Sinkhorn’s algorithm', () => {
  const sizes = {
    rows: fc.integer({ min: 1, max: 9 }),
    columns: fc.integer({ min: 1, max: 9 }),
    epsilon: fc.constantFrom(0.01, 0.05, 1, 30),
    seed: fc.nat(999),
  };

  test('finds a plan with the asked masses, whatever the entropy', () => {
    fc.assert(
      fc.property(fc.record(sizes), ({ rows, columns, epsilon, seed }) => {
        const random = new Random(seed, 'costs');
        const cost = DoubleMatrix.zeros(rows, columns);
        cost.data.forEach((_, k, all) => {
          all[k] = 5 * random.uniform() ** 2;
        });
        const found = sinkhorn(cost, epsilon);
        const mass = (i: number, j: number) =>
          Math.exp((found.rows[i] + found.columns[j] - cost.row(i)[j]) / epsilon) /
          (rows * columns);
        const each = (n: number) => Array.from({ length: n }, (_, k) => k);
        for (const i of each(rows)) {
          const own = each(columns).reduce((sum, j) => sum + mass(i, j), 0);
          expect(Math.abs(own * rows - 1)).toBeLessThan(1e-9);
        }
        const wrong = each(columns).reduce((total, j) => {
          const own = each(rows).reduce((sum, i) => sum + mass(i, j), 0);
          return total + Math.abs(own - 1 / columns);
        }, 0);
        expect(wrong).toBeLessThan(found.misplaced + 1e-9);
        expect(found.misplaced).toBeLessThan(1e-2);
      }),
    );
  });

  test('survives costs whose kernel has not one number other than zero', () => {
    const cost = new DoubleMatrix(2, 2, Float64Array.of(5000, 6000, 6000, 5000));
    const { rows, columns } = sinkhorn(cost, 1);
    expect([...columns]).toEqual([0, 0]);
    for (const value of rows) expect(value).toBeCloseTo(5000 + Math.log(2), 6);
  });
});

describe('optimal transport', () => {
  const pairs = pairsOf({ rows: { min: 2, max: 12 }, columns: { min: 2, max: 6 } });

  test('moves rows into the convex hull of the points, before they are made unit', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.constantFrom(0.02, 0.2, 2), async (pair, epsilon) => {
        const { state, outputs } = await optimalTransport({ epsilon }).fit(pair);
        const points = new Matrix(pair.image.rows, outputs.image, state.points);
        const rows = unitRows(randomPair(5, outputs.text, 2, 77).image);
        const [strength] = state.epsilon;
        const transport = { points, potential: state.potential, epsilon: strength };
        const moved = await transportRows(rows, transport, plainProducts);
        // In no direction does anything reach beyond the outermost point.
        const random = new Random(3, 'directions');
        for (let k = 0; k < 20; k++) {
          const direction = Float64Array.from({ length: outputs.image }, () => random.normal());
          const reach = (of: Matrix) =>
            Math.max(
              ...Array.from({ length: of.rows }, (_, i) =>
                direction.reduce((sum, x, j) => sum + x * of.row(i)[j], 0),
              ),
            );
          expect(reach(moved)).toBeLessThan(reach(points) + 1e-5);
        }
      }),
    );
  });

  test('with very much entropy sends every row to the mean of the points', async () => {
    const pair = randomPair(30, 5, 5);
    const aligner = await optimalTransport({ epsilon: 1e5 }).fit(pair);
    const { text } = await aligner.transform(pair);
    for (let i = 1; i < text.rows; i++) {
      text.row(i).forEach((x, j) => {
        expect(x).toBeCloseTo(text.row(0)[j], 4);
      });
    }
  });

  test('takes at most as many points as asked for, the same ones each time', async () => {
    const pair = randomPair(40, 4, 4);
    pair.image.row(7).fill(0);
    const [first, again] = await Promise.all(
      [1, 2].map(() => optimalTransport({ points: 9 }).fit(pair)),
    );
    expect(first.state.points.length).toBe(9 * 4);
    expect(again.state).toEqual(first.state);
    const all = await optimalTransport().fit(pair);
    expect(all.state.points.length).toBe(39 * 4);
  });

  test('refuses a modality of zeros alone, and options out of range', async () => {
    const pair = { image: Matrix.zeros(3, 2), text: randomPair(3, 2, 2).text };
    await expect(optimalTransport().fit(pair)).rejects.toThrow(/all zeros.*E_ALIGN_INPUT/);
    expect(() => optimalTransport({ epsilon: 0 })).toThrow(/epsilon 0.*E_OPTION/);
    expect(() => optimalTransport({ points: 1 })).toThrow(/points 1.*E_OPTION/);
  });
});
