import { describe, expect, test } from 'vitest';
import { jointVerdict } from './joint-signal.ts';

const against = (low: number, high: number, permutation: number | null) => ({
  difference: { estimate: (low + high) / 2, low, high, dropped: 0, shareAbove: null },
  permutation,
});

describe('the verdict on a joint signal', () => {
  test('is shown where fusion beats both, by interval and by p', () => {
    const sure = against(0.01, 0.05, 0.002);
    expect(jointVerdict([sure, sure], 'auroc', 0.95)).toBe('shown');
    expect(jointVerdict([sure, against(0.01, 0.05, 0.06)], 'auroc', 0.95)).toBe('not shown');
    expect(jointVerdict([sure, against(-0.01, 0.05, 0.01)], 'auroc', 0.95)).toBe('not shown');
    expect(jointVerdict([sure, against(0.01, 0.05, null)], 'auroc', 0.95)).toBe('not shown');
  });

  test('is worse where one modality alone is better, with its p counted twice', () => {
    const gain = against(0.01, 0.05, 0.002);
    expect(jointVerdict([gain, against(-0.05, -0.01, 0.02)], 'auroc', 0.95)).toBe('worse');
    expect(jointVerdict([gain, against(-0.05, -0.01, 0.03)], 'auroc', 0.95)).toBe('not shown');
  });

  test('knows that a lower log loss is better', () => {
    const fell = against(-0.05, -0.01, 0.002);
    expect(jointVerdict([fell, fell], 'logLoss', 0.95)).toBe('shown');
    expect(jointVerdict([fell, fell], 'auroc', 0.95)).toBe('worse');
  });
});
