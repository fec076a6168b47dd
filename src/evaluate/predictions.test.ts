import { describe, expect, it } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import { score } from './index.ts';

const two = Matrix.fromRows([
  [0.5, 0.5],
  [0.25, 0.75],
]);
const labels = Int32Array.of(0, 1);

describe('predictions', () => {
  it('are refused without rows or with fewer than two classes', () => {
    expect(() => score(new Int32Array(0), Matrix.zeros(0, 2))).toThrow('E_METRIC_INPUT');
    expect(() => score(Int32Array.of(0), Matrix.fromRows([[1]]))).toThrow(
      'probabilities of 1 × 1, expected at least one row and two classes',
    );
  });

  it('are refused where rows do not fit', () => {
    expect(() => score(Int32Array.of(0), two)).toThrow(
      '1 labels, expected 2, one for each row of probabilities [E_SHAPE]',
    );
    expect(() => score(labels, two, Float64Array.of(1))).toThrow('E_SHAPE');
  });

  it.each([-1, 2])('are refused with label %i', label => {
    expect(() => score(Int32Array.of(0, label), two)).toThrow(
      `label ${label} at row 1, expected a class index 0–1`,
    );
  });

  it.each([Number.NaN, Infinity, -Infinity])('are refused with probability %d', bad => {
    const probabilities = Matrix.fromRows([
      [0.5, 0.5],
      [0.5, bad],
    ]);
    expect(() => score(labels, probabilities)).toThrow(
      `probability ${bad} at row 1, class 1, expected a finite number 0–1 [E_NOT_FINITE]`,
    );
  });

  it('are refused where they are logits', () => {
    const logits = Matrix.fromRows([
      [-1, 2],
      [0.5, 0.5],
    ]);
    expect(() => score(labels, logits)).toThrow('give probabilities, not logits [E_METRIC_INPUT]');
  });

  it('are refused where a row does not sum to one, beyond rounding', () => {
    const off = (sum: number) =>
      Matrix.fromRows([
        [0.5, 0.5],
        [0.5, sum - 0.5],
      ]);
    expect(() => score(labels, off(1.001))).toThrow('at row 1, expected 1 within 0.0001');
    expect(() => score(labels, off(0.999))).toThrow('E_METRIC_INPUT');
    expect(() => score(labels, off(1.00005))).not.toThrow();
    expect(() => score(labels, off(0.99995))).not.toThrow();
  });

  it('are refused with a weight that is no count', () => {
    expect(() => score(labels, two, Float64Array.of(1, -1))).toThrow('weight -1 at row 1');
    expect(() => score(labels, two, Float64Array.of(1, Number.NaN))).toThrow('E_NOT_FINITE');
    expect(() => score(labels, two, Float64Array.of(0, 0))).toThrow('weights that are all zero');
  });
});
