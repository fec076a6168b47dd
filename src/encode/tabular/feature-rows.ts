import { Matrix } from '../../tensor/index.ts';
import type { TabularCodes } from './codes.ts';
import type { Feature } from './features.ts';

/** Codes as rows [n, features + 1]; the last column is ones. */
export function featureRows(
  features: readonly Feature[],
  clip: number,
  { numbers, recorded, categories }: TabularCodes,
): Matrix {
  const matrix = Matrix.zeros(numbers.rows, features.length + 1);
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    const [own, known, codes] = [numbers.row(i), recorded.row(i), categories.row(i)];
    features.forEach((feature, j) => {
      const { at } = feature;
      switch (feature.kind) {
        case 'number': {
          const z = (own[at] - feature.mean) * feature.scale;
          // Added, 0 turns −0 into 0: what is missing has one bit pattern.
          row[j] = Math.min(clip, Math.max(-clip, z)) * known[at] + 0;
          return;
        }
        case 'unrecorded':
          row[j] = 1 - known[at];
          return;
        case 'category':
          row[j] = codes[at] === feature.code ? 1 : 0;
      }
    });
    // Aligners bring rows to unit length; without this, (2, 2) and (1, 1) would become one.
    row[features.length] = 1;
  }
  return matrix;
}
