import { describe, expect, test } from 'vitest';
import { Matrix, Random } from '../tensor/index.ts';
import { projectPair } from './projection.ts';

/** Rows spread 5 : 2 : 0.1 along three given axes, the two modalities apart along the first. */
function cloud(rows: number, offset: number, seed: number): Matrix {
  const random = new Random(seed, 'cloud');
  const axes = [
    [0.6, 0.8, 0],
    [-0.8, 0.6, 0],
    [0, 0, 1],
  ];
  return Matrix.fromRows(
    Array.from({ length: rows }, () => {
      const along = [offset + 5 * random.normal(), 2 * random.normal(), 0.1 * random.normal()];
      return [0, 1, 2].map(j => axes.reduce((sum, axis, k) => sum + along[k] * axis[j], 0));
    }),
  );
}

describe('projectPair', () => {
  test('keeps almost all distances of a flat cloud', () => {
    const pair = { image: cloud(200, 6, 1), text: cloud(200, -6, 2) };
    const { imagePoints, textPoints } = projectPair(pair);
    for (let i = 0; i < 200; i += 17) {
      const flat = Math.hypot(
        imagePoints[i][0] - textPoints[i][0],
        imagePoints[i][1] - textPoints[i][1],
      );
      const full = Math.hypot(...pair.image.row(i).map((x, j) => x - pair.text.row(i)[j]));
      expect(Math.abs(flat - full)).toBeLessThan(0.15);
    }
  });

  test('says how much each axis explains', () => {
    const { explained } = projectPair({ image: cloud(400, 0, 1), text: cloud(400, 0, 2) });
    expect(explained[0]).toBeCloseTo(25 / 29, 1);
    expect(explained[1]).toBeCloseTo(4 / 29, 1);
  });

  test('leaves its input unchanged, gives the same picture twice, and survives equal rows', () => {
    const pair = { image: cloud(20, 1, 3), text: cloud(20, -1, 4) };
    const before = pair.image.data.slice();
    expect(projectPair(pair)).toEqual(projectPair(pair));
    expect(pair.image.data).toEqual(before);
    const same = Matrix.fromRows(Array.from({ length: 4 }, () => [1, 2, 3]));
    const { imagePoints, explained } = projectPair({ image: same, text: same });
    expect(imagePoints).toEqual(Array.from({ length: 4 }, () => [0, 0]));
    expect(explained).toEqual([0, 0]);
  });
});
