import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { halfPrecision, singlePrecision } from './float16.ts';

describe('float16', () => {
  test('keeps all 65,536 patterns through float32 and back', () => {
    const all = Uint16Array.from({ length: 65_536 }, (_, i) => i);
    const back = halfPrecision(singlePrecision(all));
    const changed = [...all].filter((bits, i) => {
      const notNumber = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
      return notNumber ? (back[i] & 0x7fff) !== 0x7e00 : back[i] !== bits;
    });
    expect(changed).toEqual([]);
  });

  // Known patterns of IEEE 754 binary16 (numpy.float16 gives the same).
  test.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [0.1, 0x2e66],
    [65_504, 0x7bff],
    [65_519.996, 0x7bff],
    [65_520, 0x7c00],
    [1e10, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.0001, 0x0001],
    [2 ** -14, 0x0400],
    [2 ** -14 - 2 ** -24, 0x03ff],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
  ])('%d is %i', (number, bits) => {
    expect(halfPrecision(Float32Array.of(number))[0]).toBe(bits);
  });

  test('is never further off than half a step', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, min: -65_504, max: 65_504 }), number => {
        const [back] = singlePrecision(halfPrecision(Float32Array.of(number)));
        const step = Math.max(2 ** -24, 2 ** (Math.floor(Math.log2(Math.abs(number))) - 10));
        expect(Math.abs(back - number)).toBeLessThanOrEqual(step / 2);
      }),
    );
  });
});
