import { describe, expect, test } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import goldens from './golden/aligners.json' with { type: 'json' };
import { alignerDesign, optimalTransport } from './index.ts';
import { settingsFrom } from './saved-settings.ts';

function matrix(data: readonly number[], columns: number): Matrix {
  return new Matrix(data.length / columns, columns, Float32Array.from(data));
}

/** Covariances and potentials go through single precision, so more is not to be had. */
function expectClose(found: ArrayLike<number>, expected: readonly number[] | undefined): void {
  expect(found.length).toBe(expected?.length);
  expected?.forEach((value, i) => {
    expect(Math.abs(found[i] - value)).toBeLessThan(1e-5);
  });
}

/** Cosines between all rows: what is free up to the sign of a column has them nonetheless. */
function cosines(...parts: readonly Matrix[]): number[] {
  const rows = parts.flatMap(part => Array.from({ length: part.rows }, (_, i) => part.row(i)));
  return rows.flatMap(a => rows.map(b => a.reduce((sum, x, j) => sum + x * b[j], 0)));
}

describe.each(goldens.cases)('with $name, NumPy, SciPy and scikit-learn agree on', golden => {
  const { imageColumns, textColumns } = golden;
  const pairOf = ({ image, text }: (typeof golden)['train']) => ({
    image: matrix(image, imageColumns),
    text: matrix(text, textColumns),
  });

  const cases = golden.aligned.map(each => [JSON.stringify(each.settings), each] as const);

  test.each(cases)('%s', async (settings, aligned) => {
    const aligner = await alignerDesign(settingsFrom(settings)).fit(pairOf(golden.train));
    const { image, text } = await aligner.transform(pairOf(golden.test));
    expect(JSON.parse(settings)).toEqual(aligner.settings);
    const { state } = aligner;
    if (settings.includes('auto')) {
      expectClose([...state.imageShrinkage, ...state.textShrinkage], aligned.shrinkages);
    }
    if (aligned.correlations) expectClose(state.correlations, aligned.correlations);
    if (aligned.sklearnCorrelations) {
      expectClose(state.correlations, aligned.sklearnCorrelations);
    }
    if (aligned.cosines !== undefined) {
      expectClose(cosines(image, text), aligned.cosines);
    } else if (aligned.imageCosines !== undefined) {
      expectClose(cosines(image), aligned.imageCosines);
      expectClose(cosines(text), aligned.textCosines);
    } else {
      expectClose(image.data, aligned.image);
      expectClose(text.data, aligned.text);
    }
  });
});

test.each(goldens.assignments)(
  'with little entropy optimal transport takes rows to SciPy’s partners, in $columns dimensions',
  async ({ columns, image, text, partners }) => {
    const pair = { image: matrix(image, columns), text: matrix(text, columns) };
    const aligner = await optimalTransport({ epsilon: 0.01 }).fit(pair);
    const moved = (await aligner.transform(pair)).text;
    // A little entropy still leaves a little of the second best.
    pair.image.take(partners).data.forEach((value, k) => {
      expect(Math.abs(moved.data[k] - value)).toBeLessThan(1e-3);
    });
  },
);
