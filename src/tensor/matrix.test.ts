import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Matrix } from './index.ts';

describe('Matrix', () => {
  it('lies row by row', () => {
    const m = Matrix.fromRows([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([m.rows, m.columns]).toEqual([2, 3]);
    expect([...m.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...m.row(1)]).toEqual([4, 5, 6]);
  });

  it('refuses data of another size, with both sizes', () => {
    expect(() => new Matrix(2, 3, new Float32Array(5))).toThrow(
      '5 numbers for a matrix of 2 × 3, expected 6 [E_SHAPE]',
    );
  });

  it('refuses rows of different lengths, naming the row', () => {
    expect(() => Matrix.fromRows([[1, 2], [3]])).toThrow(
      'row 1 has 1 numbers, expected 2 as in row 0 [E_SHAPE]',
    );
  });

  it('may be empty', () => {
    expect(Matrix.fromRows([])).toMatchObject({ rows: 0, columns: 0 });
    expect(Matrix.zeros(3, 0).row(2).length).toBe(0);
    expect(Matrix.zeros(0, 3).firstNotFinite()).toBe(-1);
  });

  it('gives rows as views', () => {
    const m = Matrix.zeros(2, 2);
    m.row(1)[0] = 7;
    expect([...m.data]).toEqual([0, 0, 7, 0]);
  });

  it('takes rows in any order and number, as a copy', () => {
    const rows = fc.array(fc.tuple(fc.float(), fc.float()), { minLength: 1, maxLength: 8 });
    const picks = fc.array(fc.nat(), { maxLength: 12 });
    fc.assert(
      fc.property(rows, picks, (values, wishes) => {
        const m = Matrix.fromRows(values);
        const indices = wishes.map(wish => wish % values.length);
        const taken = m.take(indices);
        expect([taken.rows, taken.columns]).toEqual([indices.length, 2]);
        indices.forEach((i, k) => {
          expect(taken.row(k)).toEqual(m.row(i));
        });
        taken.data.fill(-1);
        expect(m).toEqual(Matrix.fromRows(values));
      }),
    );
  });

  it.each([Number.NaN, Infinity, -Infinity])('finds the first %d', bad => {
    expect(
      Matrix.fromRows([
        [0, 1],
        [bad, bad],
      ]).firstNotFinite(),
    ).toBe(2);
    expect(
      Matrix.fromRows([
        [0, 1],
        [2, 3],
      ]).firstNotFinite(),
    ).toBe(-1);
  });
});
