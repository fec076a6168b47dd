import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dimension, Shape } from '../value.ts';
import { plus, product, quotient, steps } from './dimension.ts';

const known = { N: 6, T: 10, M: 15, floor: Math.floor };
const numberOf = (size: Dimension) =>
  typeof size === 'number' ? size : Number(runInNewContext(size, known));

const simple: fc.Arbitrary<Dimension> = fc.oneof(
  fc.integer({ min: 1, max: 9 }),
  fc.constantFrom('N', 'T', 'M'),
);
const size: fc.Arbitrary<Dimension> = fc.oneof(
  simple,
  fc.tuple(simple, fc.integer({ min: 0, max: 5 })).map(([base, more]) => plus(base, more)),
  fc.tuple(simple, fc.integer({ min: 1, max: 3 })).map(([base, stride]) => steps(base, stride)),
  fc.array(simple, { minLength: 1, maxLength: 3 }).map(product),
);
const sizes: fc.Arbitrary<Shape> = fc.array(size, { minLength: 1, maxLength: 4 });

describe('a derived size', () => {
  test('is named by arithmetic that gives it', () => {
    fc.assert(
      fc.property(sizes, size, fc.integer({ min: 1, max: 4 }), (many, one, n) => {
        const values = many.map(numberOf);
        expect(numberOf(product(many))).toBe(values.reduce((a, b) => a * b, 1));
        expect(numberOf(plus(one, n))).toBe(numberOf(one) + n);
        expect(numberOf(steps(one, n))).toBe(Math.floor(numberOf(one) / n) + 1);
        const part = quotient(many, [one]);
        if (part !== null) {
          const expected = values.reduce((a, b) => a * b, 1) / numberOf(one);
          expect(numberOf(part)).toBeCloseTo(expected, 9);
        }
      }),
    );
  });

  test('has one name, whatever the order and the way to it', () => {
    fc.assert(
      fc.property(sizes, size, fc.integer({ min: -4, max: 4 }), (many, one, n) => {
        expect(product(many.toReversed())).toBe(product(many));
        expect(product([product(many.slice(1)), many[0]])).toBe(product(many));
        expect(plus(plus(one, n), -n)).toBe(one);
        expect(quotient([...many, one], [one])).toBe(product(many));
      }),
    );
  });

  test('is refused where known sizes do not divide', () => {
    expect(quotient([3, 4], [5])).toBeNull();
    expect(quotient(['N', 4], [5])).toBe('(N*4)/5');
  });
});
