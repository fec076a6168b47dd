import { describe, expect, test } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import goldens from './golden/align.json' with { type: 'json' };
import {
  type AlignerSettings,
  alignerDesign,
  gapGeometry,
  interpolateRows,
  shift,
} from './index.ts';

interface Aligned {
  readonly kind: string;
  readonly dimensions: string;
  readonly lambda: number;
}

function settingsOf({ kind, dimensions, lambda }: Aligned): AlignerSettings {
  const rule = dimensions === 'keep' ? 'keep' : 'interpolate';
  if (kind === 'shift') return { kind, lambda };
  if (kind === 'center' || kind === 'standardise') return { kind, dimensions: rule };
  return { kind: 'none', dimensions: rule };
}

function matrix(data: readonly number[], columns: number): Matrix {
  return new Matrix(data.length / columns, columns, Float32Array.from(data));
}

function expectClose(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(found[i] - value)).toBeLessThan(1e-6);
  });
}

describe.each(goldens.cases)('with $name, NumPy, SciPy and scikit-learn agree on', golden => {
  const { imageColumns, textColumns } = golden;
  const pairOf = ({ image, text }: (typeof golden)['train']) => ({
    image: matrix(image, imageColumns),
    text: matrix(text, textColumns),
  });

  test.each(golden.aligned)('$kind, $dimensions, λ = $lambda', async aligned => {
    const aligner = await alignerDesign(settingsOf(aligned)).fit(pairOf(golden.train));
    const { image, text } = await aligner.transform(pairOf(golden.test));
    expect([image.columns, text.columns]).toEqual([aligner.outputs.image, aligner.outputs.text]);
    expectClose(image.data, aligned.image);
    expectClose(text.data, aligned.text);
    const geometry = await gapGeometry({ image, text });
    for (const [name, expected] of Object.entries(aligned.geometry)) {
      const found = new Map(Object.entries(geometry)).get(name);
      if (typeof expected === 'number') expectClose([found ?? Number.NaN], [expected]);
      else expect(found).toBeNull();
    }
  });

  test('the gap vector', async () => {
    const { state } = await shift({ lambda: 0.5 }).fit(pairOf(golden.train));
    expectClose(state.gapVector, golden.gapVector);
  });
});

describe('interpolation equals scipy.interpolate.interp1d', () => {
  test.each(goldens.interpolations)('from $columns to $dimension', golden => {
    const rows = matrix(golden.rows, golden.columns);
    expectClose(interpolateRows(rows, golden.dimension).data, golden.stretched);
  });
});
