import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grade, mendNumber, mendWord } from './mend.ts';

describe('mendNumber', () => {
  it.each([
    ['6O', '60'],
    ['O', '0'],
    ['1o', '10'],
    ['12,5', '12.5'],
    ['48.0', '48.0'],
    ['-1', '-1'],
    ['', ''],
    ['Não', 'Não'],
    ['No', 'No'],
    ['1,234,5', '1,234,5'],
    ['sOOn', 'sOOn'],
  ])('reads %j as %j', (cell, mended) => {
    expect(mendNumber(cell)).toBe(mended);
  });

  it('gives back the number of any decimal, typed with a comma and the letter O', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), hundredths => {
        const value = hundredths / 100;
        const typed = value.toFixed(2).replaceAll('0', 'O').replace('.', ',');
        expect(Number(mendNumber(typed))).toBe(value);
      }),
    );
  });
});

describe('grade', () => {
  it.each([
    ['0', 0],
    ['2.0', 2],
    ['4', 4],
    ['O', 0],
    ['', null],
    ['NaN', null],
    ['5', null],
    ['-1', null],
    ['1.5', null],
    ['mild', null],
  ])('reads %j as %j', (cell, value) => {
    expect(grade(cell, 4)).toBe(value);
  });
});

describe('mendWord', () => {
  it('makes one of words with and without capitals, accents composed or not', () => {
    expect(mendWord('No')).toBe('no');
    expect(mendWord('NA\u0303O')).toBe('não');
  });
});
