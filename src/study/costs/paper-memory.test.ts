import { describe, expect, test } from 'vitest';
import { dataMebibytes, modelMebibytes } from './index.ts';

describe('the paper’s memory', () => {
  test.each([
    [131_585, 0.5],
    [623_105, 2.38],
  ])('of a model with %i parameters is %f MB', (parameters, expected) => {
    expect(modelMebibytes(parameters)).toBeCloseTo(expected, 2);
  });

  // Training rows, numbers a row, and what the stored outputs of Memory/*.ipynb print.
  test.each([
    ['BRSET, pictures', 13_012, 3 * 224 * 224, 7471.78],
    ['BRSET, LLaMA and DINOv2', 13_012, 4864, 241.48],
    ['BRSET, CLIP', 13_012, 1024, 50.88],
    ['Recipes5k, pictures', 3409, 3 * 224 * 224, 1958.83],
  ])('of the data of %s is what its notebook prints', (_, rows, numbers, expected) => {
    // Recipes5k has 101 one-hot labels a row, the others one.
    const labels = expected === 1958.83 ? 100 : 0;
    expect(dataMebibytes(rows, numbers + labels)).toBeCloseTo(expected, 2);
  });
});
