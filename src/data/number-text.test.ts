import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalMark, readNumber } from './number-text.ts';

const markOf = (...texts: string[]) => decimalMark(texts, () => 1);

describe('readNumber', () => {
  it.each([
    ['4,5', 'comma', 4.5],
    ['1.234,5', 'comma', 1234.5],
    ['1.234.567', 'comma', 1234567],
    ['1 234,5', 'comma', 1234.5],
    ['1\u202f234', 'comma', 1234],
    ['0,5', 'comma', 0.5],
    ['-,5', 'comma', -0.5],
    ['12', 'comma', 12],
    ['1,234.5', 'point', 1234.5],
    ['1,234,567', 'point', 1234567],
  ] as const)('reads %s with a %s', (text, mark, value) => {
    expect(readNumber(text, mark)).toBe(value);
  });

  it.each([
    ['4.5', 'comma'],
    ['0.123', 'comma'],
    ['1.23,4', 'comma'],
    ['4,5', 'point'],
    ['1,23.4', 'point'],
    ['12,34,567', 'point'],
    ['1,234', undefined],
    ['4,5', undefined],
  ] as const)('does not read %s with %s', (text, mark) => {
    expect(readNumber(text, mark)).toBeNaN();
  });

  it('reads any number as a German, French or English spreadsheet shows it', () => {
    const number = fc
      .double({ min: -1e12, max: 1e12, noNaN: true })
      .map(x => Math.round(x * 100) / 100 + 0);
    for (const [locale, mark] of [
      ['de-DE', 'comma'],
      ['fr-FR', 'comma'],
      ['en-GB', 'point'],
    ] as const) {
      const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
      fc.assert(
        fc.property(number, value => {
          expect(readNumber(shown.format(value), mark)).toBe(Number(value.toFixed(2)));
        }),
      );
    }
  });
});

describe('decimalMark', () => {
  it('leaves plain numbers plain', () => {
    expect(markOf('12', '4.5', '1e3', 'NA')).toBeUndefined();
    expect(markOf('1.234', '2.345')).toBeUndefined();
  });

  it('finds commas and points by the texts that are numbers one way only', () => {
    expect(markOf('4,5', '12')).toBe('comma');
    expect(markOf('1.234,5', '1.234')).toBe('comma');
    expect(markOf('1,234', '4,5')).toBe('comma');
    expect(markOf('1,234.5', '1,234')).toBe('point');
    expect(markOf('1,234,567')).toBe('point');
    expect(markOf('1 234')).toBe('point');
  });

  it('does not guess what may be either', () => {
    expect(markOf('1,234', '5,678')).toBeUndefined();
    expect(markOf('1.234', '4.5', '7,5')).toBeUndefined();
    expect(markOf('a', 'b')).toBeUndefined();
  });
});
