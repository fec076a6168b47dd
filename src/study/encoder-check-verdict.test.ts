import { describe, expect, it } from 'vitest';
import { type Evidence, verdictOf } from './encoder-check-verdict.ts';

const sound: Evidence = {
  heldOut: 500,
  cosine: { mean: 0.997, onePercent: 0.98 },
  auroc: {
    reference: { estimate: 0.9, low: 0.87, high: 0.93, dropped: 0 },
    difference: { estimate: -0.001, low: -0.004, high: 0.002, dropped: 0, shareAbove: 0.3 },
  },
};

function withDifference(low: number | null, high: number | null): Evidence {
  const estimate = low === null || high === null ? null : (low + high) / 2;
  const difference = { estimate, low, high, dropped: 0, shareAbove: null };
  return { ...sound, auroc: { ...sound.auroc, difference } };
}

describe('verdictOf', () => {
  it('is safe where vectors lie close and no more than the margin can be lost', () => {
    expect(verdictOf(sound)).toEqual({
      answer: 'safe',
      reasons: ['mean cosine 0.997, 1 % 0.980', 'macro AUROC falls by 0.004 at most'],
    });
    expect(verdictOf(withDifference(0.001, 0.01)).answer).toBe('safe');
  });

  it.each([
    ['the mean cosine', { mean: 0.98, onePercent: 0.97 }],
    ['the lowest 1 %', { mean: 0.995, onePercent: 0.4 }],
    ['the mean cosine', { mean: Number.NaN, onePercent: 0.97 }],
  ])('is not safe for %s alone', (reason, cosine) => {
    const { answer, reasons } = verdictOf({ ...sound, cosine });
    expect(answer).toBe('not safe');
    expect(reasons).toHaveLength(2);
    expect(reasons[0]).toContain(reason);
    expect(reasons[1]).toMatch(/falls by 0.004 at most: a study may use it throughout/);
  });

  it('says nothing good of distant vectors where the figures are in doubt', () => {
    const cosine = { mean: 0.9, onePercent: 0.8 };
    const { reasons } = verdictOf({ ...withDifference(-0.02, 0.01), cosine });
    expect(reasons).toHaveLength(2);
    expect(reasons.join()).not.toMatch(/throughout/);
  });

  it('is not safe where a loss is certain, however small', () => {
    expect(verdictOf(withDifference(-0.006, -0.002))).toEqual({
      answer: 'not safe',
      reasons: ['macro AUROC falls for certain, by 0.004 (at least 0.002)'],
    });
  });

  it.each([
    ['the interval is wide', withDifference(-0.02, 0.01), /may fall by as much as 0.020/],
    ['a class is missing', withDifference(null, null), /a class is missing/],
    ['there are few rows', { ...sound, heldOut: 40 }, /only 40 rows/],
    [
      'the reference is at chance',
      {
        ...sound,
        auroc: {
          ...sound.auroc,
          reference: { estimate: 0.55, low: 0.48, high: 0.6, dropped: 0 },
        },
      },
      /no better than chance/,
    ],
  ])('cannot tell where %s', (_, evidence, reason) => {
    const { answer, reasons } = verdictOf(evidence);
    expect(answer).toBe('cannot tell');
    expect(reasons.join()).toMatch(reason);
  });
});
