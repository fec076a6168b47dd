import { describe, expect, it } from 'vitest';
import { Matrix, Random } from '../tensor/index.ts';
import { prepareScorer } from './index.ts';

const random = new Random(3, 'class areas');
const rows = 120;

function drawn(classes: number) {
  const labels = Int32Array.from({ length: rows }, () => random.below(classes));
  // Few values, so that many tie.
  const probabilities = Matrix.fromRows(
    Array.from({ length: rows }, () => {
      const raw = Array.from({ length: classes }, () => 1 + random.below(4));
      const sum = raw.reduce((a, b) => a + b, 0);
      return raw.map(value => value / sum);
    }),
  );
  return { labels, probabilities };
}

describe('areas of classes', () => {
  it.each([2, 3, 7])(
    'have the macro AUROC of %i classes as their mean, under any weights',
    classes => {
      const { labels, probabilities } = drawn(classes);
      const scorer = prepareScorer(labels, probabilities);
      for (let k = 0; k < 20; k++) {
        const weights = Float64Array.from({ length: rows }, () => random.below(4));
        const own = scorer.areas(weights);
        const mean = own.reduce((sum, area) => sum + area, 0) / own.length;
        expect(mean).toBeCloseTo(scorer.figure('auroc', weights), 12);
      }
    },
  );

  it('are undefined for a class that the weights leave without rows, and for that class alone', () => {
    const { labels, probabilities } = drawn(3);
    const weights = Float64Array.from(labels, label => (label === 1 ? 0 : 1));
    expect(Array.from(prepareScorer(labels, probabilities).areas(weights), Number.isNaN)).toEqual([
      false,
      true,
      false,
    ]);
  });
});
