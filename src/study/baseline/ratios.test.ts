import { describe, expect, test } from 'vitest';
import { madeFit } from './fixture/made-fit.ts';
import { costRatio } from './ratios.ts';

describe('ratios of cost', () => {
  // Ten epochs of 90 s beside ten of 1 s, behind an extraction of 89 s.
  const raw = [madeFit({ preparation: 0, epochs: 10, epoch: 90 })];
  const cached = [madeFit({ preparation: 89, epochs: 10, epoch: 1 })];

  test('leave extraction out in the paper’s, count it once in the honest one', () => {
    const { paper, honest } = costRatio('frozen-uncached', raw, cached);
    expect(paper).toBeCloseTo(90, 10);
    expect(honest).toBeCloseTo(900 / 99, 10);
  });

  test('say when extraction is paid back, in epochs and in trainings', () => {
    const { breakEvenEpochs, breakEvenFits } = costRatio('frozen-uncached', raw, cached);
    expect(breakEvenEpochs).toBeCloseTo(1, 10);
    expect(breakEvenFits).toBeCloseTo(0.1, 10);
  });

  test('compare epochs where one way stopped earlier', () => {
    const early = [madeFit({ preparation: 0, epochs: 2, epoch: 90 })];
    expect(costRatio('frozen-uncached', early, cached).paper).toBeCloseTo(90, 10);
  });

  test('say that it never is where an epoch on raw data is the faster', () => {
    const fast = [madeFit({ preparation: 10, epochs: 10, epoch: 0.5 })];
    const ratio = costRatio('fine-tuned', fast, cached);
    expect(ratio.breakEvenEpochs).toBeNull();
    expect(ratio.breakEvenFits).toBeNull();
    expect(ratio.paper).toBeCloseTo(0.5, 10);
  });
});
