import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainProducts } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { pairsOf } from './fixture/random-pair.ts';
import { columnMeans, realign, unitRows } from './index.ts';
import { anchored } from './moving-modality.ts';
import { shiftRows } from './pair.ts';
import { totalVariance } from './spread.ts';

const pairs = pairsOf({ rows: { min: 2, max: 12 }, columns: { min: 2, max: 6 } });

describe('realign', () => {
  test('gives both the same trace and the same centroid before rows are made unit', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const { state, outputs } = await realign({ dimensions: 'pad' }).fit(pair);
        const width = outputs.image;
        const padded = (rows: Matrix) =>
          Matrix.fromRows(
            Array.from({ length: rows.rows }, (_, i) =>
              Float32Array.from({ length: width }, (__, j) => rows.row(i)[j] ?? 0),
            ),
          );
        const image = padded(unitRows(pair.image));
        const text = padded(unitRows(pair.text));
        const step = anchored(state, outputs, 'image', { scale: state.scale[0] });
        const moved = shiftRows(text, state.textMean, -1);
        moved.data.forEach((x, k, all) => {
          all[k] = x * (step.scale ?? Number.NaN);
        });
        const placed = shiftRows(moved, state.imageMean, 1);
        const [centroid, wanted] = [columnMeans(placed), columnMeans(image)];
        centroid.forEach((mean, j) => {
          expect(mean).toBeCloseTo(wanted[j], 5);
        });
        expect(totalVariance(placed, centroid)).toBeCloseTo(totalVariance(image, wanted), 4);
      }),
    );
  });

  test('leaves the modality that stays as it was', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const text = { image: pair.text, text: pair.text };
        const aligner = await realign({ onto: 'text' }).fit(text);
        const moved = await aligner.transform(text, plainProducts);
        expect(moved.text).toEqual(unitRows(unitRows(pair.text)));
      }),
    );
  });

  test('where the moving rows are all the same, does not scale them', async () => {
    const row = [1, 2, 2];
    const image = Matrix.fromRows([
      [1, 0, 0],
      [0, 1, 0],
    ]);
    const { state } = await realign().fit({ image, text: Matrix.fromRows([row, row]) });
    expect([...state.scale]).toEqual([1]);
  });
});
