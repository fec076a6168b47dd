import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covarianceOf, plainProducts } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { pairsOf, randomPair } from './fixture/random-pair.ts';
import { columnMeans, standardise, unitRows, whiten } from './index.ts';
import { shiftRows } from './pair.ts';

const pairs = pairsOf({ rows: { min: 30, max: 60 }, columns: { min: 2, max: 6 } });

describe('whiten', () => {
  test.each(['zca', 'pca'] as const)(
    '%s without shrinkage gives training rows the identity as covariance, before they are unit',
    async method => {
      await fc.assert(
        fc.asyncProperty(pairs, async pair => {
          const { state } = await whiten({ method, shrinkage: 0 }).fit(pair);
          const rows = unitRows(pair.image);
          const d = rows.columns;
          const centred = shiftRows(rows, state.imageMean, -1);
          const map = new Matrix(d, d, state.imageMap);
          const white = await plainProducts.multiply(centred, map);
          const mean = Float32Array.from(columnMeans(white));
          const covariance = await covarianceOf(white, mean, plainProducts);
          covariance.data.forEach((value, at) => {
            expect(Math.abs(value - (at % (d + 1) === 0 ? 1 : 0))).toBeLessThan(2e-3);
          });
          if (method === 'pca') return;
          for (let i = 0; i < d; i++) {
            expect(map.row(i)[i]).toBeGreaterThan(0);
            for (let j = 0; j < i; j++) expect(map.row(i)[j]).toBeCloseTo(map.row(j)[i], 4);
          }
        }),
        { numRuns: 40 },
      );
    },
  );

  test('with all of it shrunk is standardise', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const white = await (await whiten({ shrinkage: 1 }).fit(pair)).transform(pair);
        const plain = await (await standardise().fit(pair)).transform(pair);
        white.text.data.forEach((x, k) => {
          expect(Math.abs(x - plain.text.data[k])).toBeLessThan(1e-5);
        });
      }),
      { numRuns: 40 },
    );
  });

  test.each(['zca', 'pca'] as const)('%s makes zeros of what does not vary', async method => {
    const single = { image: randomPair(20, 5, 1).image, text: Matrix.zeros(20, 1) };
    const alone = await (await whiten({ method }).fit(single)).transform(single);
    expect(alone.text).toEqual(single.text);
    expect(Math.hypot(...alone.image.row(0))).toBeCloseTo(1, 5);
    const row = [3, 4, 0];
    const constant = { image: Matrix.fromRows([row, row, row]), text: Matrix.zeros(3, 1) };
    const { image } = await (await whiten({ method }).fit(constant)).transform(constant);
    expect(image.data.every(x => x === 0)).toBe(true);
  });

  test('by axes keeps as many as asked for, and as there can be', async () => {
    const pair = randomPair(6, 9, 4);
    const width = async (components: number) =>
      (await whiten({ method: 'pca', components }).fit(pair)).outputs;
    expect(await width(0)).toEqual({ image: 5, text: 4 });
    expect(await width(3)).toEqual({ image: 3, text: 3 });
    expect(await width(40)).toEqual({ image: 5, text: 4 });
  });

  test('refuses a covariance without an inverse where nothing is shrunk', async () => {
    const pair = randomPair(4, 8, 8);
    await expect(whiten({ shrinkage: 0 }).fit(pair)).rejects.toThrow(/E_LINEAR_ALGEBRA/);
    await expect(whiten().fit(pair)).resolves.toBeDefined();
    await expect(whiten().fit(randomPair(2, 8, 8))).resolves.toBeDefined();
  });

  test.each([{ shrinkage: -0.1 }, { shrinkage: 1.1 }, { components: 1.5 }])(
    'refuses %o',
    options => {
      expect(() => whiten(options)).toThrow(/whiten with .*E_OPTION/);
    },
  );
});
