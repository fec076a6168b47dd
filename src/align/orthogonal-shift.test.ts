import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covarianceOf, dot, leadingEigen, plainProducts } from '../linear-algebra/index.ts';
import { pairsOf, randomPair } from './fixture/random-pair.ts';
import { orthogonalShift, shift, unitRows } from './index.ts';
import { learnMeans } from './means.ts';
import { shiftRows } from './pair.ts';

const pairs = pairsOf({ rows: { min: 8, max: 20 }, columns: { min: 2, max: 6 } });

describe('orthogonal-shift', () => {
  test('leaves differences along the principal directions as they are, before rows are unit', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ({ image }) => {
        const pair = { image, text: randomPair(image.rows, image.columns, 1, 7).image };
        const components = Math.min(2, image.columns - 1);
        const { state } = await orthogonalShift({ components }).fit(pair);
        const unit = { image: unitRows(pair.image), text: unitRows(pair.text) };
        const moved = {
          image: shiftRows(unit.image, state.gapVector, -0.5),
          text: shiftRows(unit.text, state.gapVector, 0.5),
        };
        const covariance = await covarianceOf(
          unit.image,
          learnMeans(unit).imageMean,
          plainProducts,
        );
        const { vectors } = await leadingEigen(covariance, components, plainProducts);
        for (let k = 0; k < components; k++) {
          const along = (row: Float32Array) => dot(vectors.row(k), Float64Array.from(row));
          for (let i = 0; i < image.rows; i++) {
            const before = along(unit.image.row(i)) - along(unit.text.row(i));
            expect(along(moved.image.row(i)) - along(moved.text.row(i))).toBeCloseTo(before, 5);
          }
        }
      }),
    );
  });

  test('without components is shift', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const moved = await orthogonalShift({ components: 0, lambda: 0.5 }).fit(pair);
        const plain = await shift({ lambda: 0.5 }).fit(pair);
        moved.state.gapVector.forEach((x, j) => {
          expect(x).toBeCloseTo(plain.state.gapVector[j], 6);
        });
      }),
    );
  });

  test('leaves one direction to move in, however many components are asked for', async () => {
    const pair = randomPair(40, 5, 5);
    const most = await orthogonalShift({ components: 4 }).fit(pair);
    expect(Math.hypot(...most.state.gapVector)).toBeGreaterThan(1e-3);
    expect((await orthogonalShift({ components: 500 }).fit(pair)).state).toEqual(most.state);
  });

  test('takes only directions in which rows vary', async () => {
    const pair = randomPair(3, 6, 6);
    const two = await orthogonalShift({ components: 2 }).fit(pair);
    expect((await orthogonalShift({ components: 5 }).fit(pair)).state).toEqual(two.state);
  });

  test.each([{ lambda: Number.NaN }, { components: -1 }, { components: 1.5 }])(
    'refuses %o',
    options => {
      expect(() => orthogonalShift(options)).toThrow(/orthogonal-shift with .*E_OPTION/);
    },
  );
});
