import { describe, expect, it } from 'vitest';
import { perMetric } from '../evaluate/index.ts';
import { differenceSentence, otherMetricsSentence } from './difference-sentence.ts';
import { madeRun } from './fixture/run.ts';
import { verdictOf } from './verdict.ts';

const { results } = madeRun({ heads: ['image'], lambdas: [] });
const difference = (estimate: number | null, low: number | null, high: number | null) => ({
  estimate,
  low,
  high,
  dropped: 0,
  shareAbove: null,
});
const said = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u2212', '-');

describe('differenceSentence', () => {
  it('says that a figure was raised where the interval is above 0', () => {
    const text = differenceSentence(
      'Centring',
      difference(0.023, 0.011, 0.036),
      'auroc',
      results,
      'en',
    );
    expect(said(text)).toBe('Centring raised AUROC by 0.023 (95 % interval 0.011 to 0.036).');
  });

  it('says that a figure was lowered, by the interval of the size, where it is below 0', () => {
    const text = differenceSentence(
      'Centring',
      difference(-0.023, -0.036, -0.011),
      'auroc',
      results,
      'en',
    );
    expect(said(text)).toBe(
      'Centring lowered AUROC by 0.023 (95 % interval 0.011 to 0.036), which is worse.',
    );
  });

  it('knows that a lower log loss is better', () => {
    expect(verdictOf(difference(-0.2, -0.3, -0.1), 'logLoss')).toBe('gain');
    expect(verdictOf(difference(0.2, 0.1, 0.3), 'logLoss')).toBe('loss');
    const text = differenceSentence(
      'It',
      difference(-0.05, -0.07, -0.03),
      'logLoss',
      results,
      'en',
    );
    expect(said(text)).toBe('It lowered log loss (nats) by 0.050 (95 % interval 0.030 to 0.070).');
  });

  it('shows no difference where the interval holds 0, its end included', () => {
    for (const low of [-0.008, 0]) {
      const text = differenceSentence(
        'Centring',
        difference(0.004, low, 0.016),
        'auroc',
        results,
        'en',
      );
      expect(said(text)).toMatch(
        /^No difference could be shown: centring changed AUROC by \+0\.004 \(95 % interval .* to \+0\.016\)\.$/,
      );
    }
  });

  it('says why a difference is undefined', () => {
    const text = differenceSentence(
      'Centring',
      difference(null, null, null),
      'auroc',
      results,
      'en',
    );
    expect(text).toContain('is undefined');
  });
});

describe('otherMetricsSentence', () => {
  it('parts what could be shown from what could not', () => {
    const differences = {
      ...perMetric(() => difference(0, 0, 0)),
      accuracy: difference(0.03, 0.01, 0.05),
      balancedAccuracy: difference(0.01, -0.01, 0.03),
      macroF1: difference(-0.03, -0.05, -0.01),
      auroc: difference(0, 0, 0),
      logLoss: difference(0.01, -0.01, 0.03),
    };
    const names = ['accuracy', 'balancedAccuracy', 'macroF1', 'logLoss'] as const;
    expect(otherMetricsSentence(differences, names, 'en')).toBe(
      'Accuracy rose by 0.030 (0.010 to 0.050); macro F1 fell by 0.030 (0.010 to 0.050); no difference could be shown in balanced accuracy and log loss (nats).',
    );
  });
});
