import { describe, expect, it } from 'vitest';
import { Matrix, Random } from '../tensor/index.ts';
import { compareVectors } from './encoder-check-geometry.ts';
import { meanByGroup, quantileOf } from './mean-by-group.ts';

function randomRows(rows: number, columns: number, seed: number): Matrix {
  const random = new Random(seed, 'rows');
  return new Matrix(
    rows,
    columns,
    Float32Array.from({ length: rows * columns }, () => random.normal()),
  );
}

function scaled({ rows, columns, data }: Matrix, factor: number): Matrix {
  return new Matrix(
    rows,
    columns,
    data.map(x => x * factor),
  );
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `g${i >> 1}`);

describe('compareVectors', () => {
  const reference = randomRows(60, 16, 1);
  const compare = (candidate: Matrix, against = reference) =>
    compareVectors(candidate, against, names(against.rows), { seed: 0 });

  it('finds equal vectors equal', async () => {
    const { cosine, neighbours, lengthRatio } = await compare(reference);
    for (const value of Object.values(cosine)) expect(value).toBeCloseTo(1, 6);
    expect(neighbours).toMatchObject({ k: 10, rows: 60, shared: { estimate: 1, low: 1, high: 1 } });
    expect(neighbours.byChance).toBeCloseTo(10 / 59, 12);
    expect(Math.abs(neighbours.unrelatedCosine)).toBeLessThan(0.1);
    for (const value of Object.values(lengthRatio)) expect(value).toBe(1);
  });

  it('sees lengths apart from directions', async () => {
    const { cosine, neighbours, lengthRatio } = await compare(scaled(reference, 0.5));
    expect(cosine.minimum).toBeCloseTo(1, 6);
    expect(neighbours.shared.estimate).toBe(1);
    expect(lengthRatio.median).toBe(0.5);
  });

  it('finds vectors of no relation unrelated', async () => {
    const { cosine, neighbours } = await compare(randomRows(60, 16, 2));
    expect(Math.abs(cosine.mean)).toBeLessThan(0.15);
    expect(neighbours.shared.estimate).toBeLessThan(neighbours.byChance + 0.1);
    expect(neighbours.shared.low).toBeLessThanOrEqual(neighbours.shared.estimate);
    expect(neighbours.shared.high).toBeGreaterThanOrEqual(neighbours.shared.estimate);
  });

  it('takes two rows of zeros for equal, and one for lost', async () => {
    const rows = (...each: number[][]) => Matrix.fromRows(each);
    const { cosine } = await compare(
      rows([0, 0], [0, 0], [1, 0], [0, 1]),
      rows([0, 0], [1, 0], [1, 0], [0, 1]),
    );
    expect(cosine).toMatchObject({ minimum: 0, median: 1, mean: 0.75 });
  });

  it('looks at no more than 1,000 rows for neighbours', async () => {
    const many = randomRows(2500, 4, 3);
    const { neighbours } = await compare(many, many);
    expect(neighbours.rows).toBe(834);
    expect(neighbours.shared.estimate).toBe(1);
  });
});

describe('meanByGroup', () => {
  it('is wider where rows of a group go together', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i >> 1) % 2);
    const alone = meanByGroup(values, Array.from(values.keys(), String), 0);
    const paired = meanByGroup(values, names(200), 0);
    expect(alone.estimate).toBe(0.5);
    expect(paired.high - paired.low).toBeGreaterThan((alone.high - alone.low) * 1.2);
    // √(p·(1 − p) / n) · 1.96 on either side.
    expect(alone.high - alone.low).toBeCloseTo(2 * 1.96 * Math.sqrt(0.25 / 200), 1);
  });
});

describe('quantileOf', () => {
  it("takes NumPy's default between two values", () => {
    const quantile = quantileOf(Float64Array.of(4, 1, 3, 2));
    expect([0, 0.25, 0.5, 1].map(quantile)).toEqual([1, 1.75, 2.5, 4]);
    expect(quantileOf(new Float64Array(0))(0.5)).toBeNaN();
  });
});
