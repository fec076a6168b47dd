import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import { metricNames, prepareScorer } from './index.ts';

it('one metric alone is the same number as among all, tied, weighted and without a class too', () => {
  const row = fc.record({
    label: fc.integer({ min: 0, max: 2 }),
    scores: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)),
    weight: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 12 }), cases => {
      fc.pre(cases.some(({ weight }) => weight > 0));
      const scorer = prepareScorer(
        Int32Array.from(cases, ({ label }) => label),
        Matrix.fromRows(
          cases.map(({ scores }) => {
            const total = scores[0] + scores[1] + scores[2] + 3;
            return scores.map(score => (score + 1) / total);
          }),
        ),
      );
      const weights = Float64Array.from(cases, ({ weight }) => weight);
      const all = scorer.score(weights);
      // From the last on, so that none finds what another has summed up.
      const alone = [...metricNames].reverse().map(name => [name, scorer.figure(name, weights)]);
      expect(Object.fromEntries(alone)).toEqual(all);
    }),
  );
});
