import { describe, expect, it } from 'vitest';
import { inferType, isMissing, readCell } from './cell.ts';

describe('readCell', () => {
  const age = { type: 'number', min: 0, max: 120 } as const;

  it.each([
    ['80.0', 80],
    ['-0.50', -0.5],
    ['+7', 7],
    ['.5', 0.5],
    ['1e2', 100],
  ])('reads the number %s', (text, value) => {
    expect(readCell(text, { type: 'number' })).toEqual({ value });
  });

  it.each(['4O', '0x10', '4,5', '1e999', 'Infinity', '-', '121', '-1', '4 5'])(
    'refuses %s as an age',
    text => {
      expect(readCell(text, age)).toEqual({ expected: 'a number 0–120' });
    },
  );

  it('says a range with one end', () => {
    expect(readCell('-1', { type: 'number', min: 0 })).toEqual({
      expected: 'a number of 0 or more',
    });
    expect(readCell('9', { type: 'number', max: 1 })).toEqual({
      expected: 'a number of 1 or less',
    });
  });

  it('knows the missing words of a column, and those alone where the plan lists them', () => {
    expect(readCell('n/a', age)).toEqual({ value: null });
    expect(readCell('Unknown', { type: 'text' })).toEqual({ value: null });
    expect(readCell('unknown', { type: 'text', missing: ['-'] })).toEqual({ value: 'unknown' });
    expect(readCell('-', { ...age, missing: ['-', '999'] })).toEqual({ value: null });
    expect(readCell('999', { ...age, missing: ['999'] })).toEqual({ value: null });
    expect(isMissing('', { type: 'text', missing: ['-'] })).toBe(true);
  });
});

describe('inferType', () => {
  it('takes a column of numbers for numbers', () => {
    expect(inferType(['1', '2.5', '', 'NA'])).toEqual({ type: { type: 'number' }, strays: [] });
  });

  it('takes codes with leading zeros, words and an empty column for text', () => {
    expect(inferType(['007', '12']).type.type).toBe('text');
    expect(inferType(['0.5', '12']).type.type).toBe('number');
    expect(inferType(['a', '12']).type.type).toBe('text');
    expect(inferType(['', 'NA']).type.type).toBe('text');
  });

  it('points at the few cells that keep a column from being numbers', () => {
    const cells = [...Array.from({ length: 30 }, (_, i) => String(i)), '4O'];
    expect(inferType(cells)).toEqual({ type: { type: 'text' }, strays: [30] });
    expect(inferType(['1', 'x', 'y']).strays).toEqual([]);
  });
});
