import { expect, test } from 'vitest';
import { holm } from './holm.ts';

test('p-values are adjusted as Holm does, in whatever order', () => {
  const expected = [0.06, 0.04, 0.06, 0.06];
  holm([0.02, 0.01, 0.03, 0.04]).forEach((value, k) => {
    expect(value).toBeCloseTo(expected[k], 12);
  });
});

test('none is above 1, and what is undefined counts as a look', () => {
  const [first, second, third] = holm([0.9, 0.5, Number.NaN]);
  expect([first, second]).toEqual([1, 1]);
  expect(third).toBeNaN();
  expect(holm([0.01, Number.NaN])[0]).toBeCloseTo(0.02, 12);
});
