import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Matrix, Random } from '../tensor/index.ts';
import goldens from './golden/geometry.json' with { type: 'json' };
import { type EmbeddingPair, gapGeometry, none, shift, unitRows } from './index.ts';

function normalRows(rows: number, columns: number, seed: number): Matrix {
  const random = new Random(seed, 'rows');
  return new Matrix(
    rows,
    columns,
    Float32Array.from({ length: rows * columns }, () => random.normal()),
  );
}

/** Unit rows of both modalities, each around a centre of its own. */
function unitPair(rows: number, columns: number, seed: number): EmbeddingPair {
  const around = (at: number) => {
    const matrix = normalRows(rows, columns, seed + at);
    for (let i = 0; i < rows; i++) matrix.row(i)[at % columns] += 1.5;
    return unitRows(matrix);
  };
  return { image: around(0), text: around(1) };
}

const pairs = fc
  .record({
    rows: fc.integer({ min: 2, max: 24 }),
    columns: fc.integer({ min: 2, max: 7 }),
    seed: fc.nat(10_000),
  })
  .map(({ rows, columns, seed }) => unitPair(rows, columns, seed));

/** Rows turned by reflections, each in a random direction. */
function turned({ image, text }: EmbeddingPair, seed: number): EmbeddingPair {
  const random = new Random(seed, 'reflections');
  const axes = Array.from({ length: 3 }, () =>
    Float64Array.from({ length: image.columns }, () => random.normal()),
  );
  const turn = (rows: Matrix) => {
    const result = rows.take(Array.from({ length: rows.rows }, (_, i) => i));
    for (const axis of axes) {
      const square = axis.reduce((sum, x) => sum + x * x, 0);
      for (let i = 0; i < result.rows; i++) {
        const row = result.row(i);
        const along = row.reduce((sum, x, j) => sum + x * axis[j], 0);
        for (let j = 0; j < row.length; j++) row[j] -= ((2 * along) / square) * axis[j];
      }
    }
    return unitRows(result);
  };
  return { image: turn(image), text: turn(text) };
}

/** Numbers of the geometry by name, those of the recalls too. */
function figuresOf(geometry: object): [string, number][] {
  return Object.entries(geometry).flatMap(([name, value]): [string, number][] => {
    if (typeof value === 'number') return [[name, value]];
    if (typeof value !== 'object' || value === null) return [];
    return figuresOf(value).map(([inner, figure]) => [`${name}.${inner}`, figure]);
  });
}

function expectSame(found: object, expected: object, except: readonly string[] = []): void {
  const others = new Map(figuresOf(expected));
  for (const [name, value] of figuresOf(found)) {
    if (except.includes(name)) continue;
    expect([name, value]).toEqual([name, expect.closeTo(others.get(name) ?? Number.NaN, 3)]);
  }
}

describe.each(goldens)('NumPy, SciPy and scikit-learn agree on $name', golden => {
  const matrixOf = (data: readonly number[], columns: number) =>
    new Matrix(data.length / columns, columns, Float32Array.from(data));
  const pairOf = ({ image, text }: (typeof golden)['pair']) => ({
    image: matrixOf(image, golden.imageColumns),
    text: matrixOf(text, golden.textColumns),
  });
  const geometry = () =>
    gapGeometry(pairOf(golden.pair), undefined, { fitOn: pairOf(golden.fitOn) });

  test('figures', async () => {
    const found = new Map(Object.entries(await geometry()));
    for (const [name, expected] of Object.entries(golden.figures)) {
      const value = typeof expected === 'number' ? expect.closeTo(expected, 4) : null;
      expect([name, found.get(name)]).toEqual([name, value]);
    }
  });

  test('retrieval', async () => {
    const { retrieval } = await geometry();
    if (golden.retrieval === null) return expect(retrieval).toBeNull();
    const expected = figuresOf(golden.retrieval).map(([name, value]) => [
      name,
      expect.closeTo(value, 6),
    ]);
    expect(figuresOf(retrieval ?? {})).toEqual(expected);
  });
});

describe('the geometry of the gap', () => {
  test('stays within its bounds', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const found = new Map(figuresOf(await gapGeometry(pair)));
        const between = (name: string, low: number, high: number) => {
          const value = found.get(name) ?? Number.NaN;
          expect([name, value >= low - 1e-6 && value <= high + 1e-6]).toEqual([name, true]);
        };
        between('gap', 0, 2);
        between('pairedCosine', -1, 1);
        between('alignment', 0, 4);
        between('relativeGap', 0, 1);
        between('separability', 0, 1);
        between('energyDistance', 0, 4);
        for (const modality of ['image', 'text']) {
          between(`${modality}SphericalVariance`, 0, 1);
          between(`${modality}Uniformity`, -8, 0);
          between(`${modality}EffectiveRank`, 1, Math.min(pair.image.rows - 1, pair.image.columns));
        }
        for (const k of ['at1', 'at5', 'at10']) {
          between(`retrieval.chance.${k}`, 0, 1);
          const ceiling = found.get(`retrieval.ceiling.${k}`) ?? Number.NaN;
          between(`retrieval.imageToText.${k}`, 0, ceiling);
          between(`retrieval.textToImage.${k}`, 0, ceiling);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('does not change where both modalities are turned alike', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat(100), async (pair, seed) => {
        // Of a few rows the order of two scores may hang on the last bit.
        const except = ['separability'];
        expectSame(await gapGeometry(turned(pair, seed)), await gapGeometry(pair), except);
      }),
      { numRuns: 30 },
    );
  });

  test('does not mind the order of rows, nor of those that the discriminant is fitted on', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat(100), async (pair, seed) => {
        const order = new Random(seed, 'order').permutation(pair.image.rows);
        const other = { image: pair.image.take(order), text: pair.text.take(order) };
        const fitOn = unitPair(30, pair.image.columns, seed);
        const found = await gapGeometry(other, undefined, { fitOn });
        expectSame(found, await gapGeometry(pair, undefined, { fitOn }));
      }),
      { numRuns: 30 },
    );
  });

  test('of a modality with itself: no gap, every row finds itself', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ({ image }) => {
        // In few columns two directions may be nearer than single precision tells apart.
        fc.pre(image.columns > 4);
        const { retrieval, ...figures } = await gapGeometry({ image, text: image });
        expect(figures.gap).toBe(0);
        expect(figures.alignment).toBe(0);
        expect(figures.relativeGap).toBeCloseTo(0, 12);
        expect(figures.energyDistance).toBeCloseTo(0, 6);
        expect(figures.separability).toBe(0.5);
        expect(figures.pairedCosine).toBeCloseTo(1, 6);
        expect(retrieval?.imageToText.at1).toBe(1);
        expect(retrieval?.textToImage.at1).toBe(1);
      }),
    );
  });

  test('is that of none under a shift by 0, less of a gap under one by 1, more below 0', async () => {
    const pair = unitPair(200, 6, 3);
    const shifted = async (lambda: number) =>
      gapGeometry(await (await shift({ lambda }).fit(pair)).transform(pair));
    const plain = await gapGeometry(await (await none().fit(pair)).transform(pair));
    const [wider, same, closed] = [await shifted(-1), await shifted(0), await shifted(1)];
    expect(same).toEqual(plain);
    for (const name of ['gap', 'relativeGap', 'energyDistance', 'separability'] as const) {
      expect(Number(wider[name])).toBeGreaterThan(Number(plain[name]));
      expect(Number(plain[name])).toBeGreaterThan(Number(closed[name]));
    }
  });

  test('tells modalities wholly apart by a discriminant of other rows', async () => {
    const far = (at: number) => {
      const rows = normalRows(60, 4, at);
      for (let i = 0; i < 60; i++) rows.row(i)[at] += 30;
      return unitRows(rows);
    };
    const found = await gapGeometry({ image: far(0), text: far(1) });
    expect(found.separability).toBe(1);
    expect(found.relativeGap).toBeGreaterThan(0.95);
  });

  test('finds no line between two samples of one distribution, however many columns there are', async () => {
    const rows = 120;
    const pair = {
      image: unitRows(normalRows(rows, 60, 1)),
      text: unitRows(normalRows(rows, 60, 2)),
    };
    const { separability } = await gapGeometry(pair);
    expect(Math.abs(Number(separability) - 0.5)).toBeLessThan(0.15);
  });
});

describe('retrieval', () => {
  test('of records that are all the same is chance, and can be no more', async () => {
    const { image } = unitPair(40, 5, 1);
    const text = Matrix.fromRows(Array.from({ length: 40 }, () => [1, 0, 0, 0, 0]));
    const { retrieval } = await gapGeometry({ image, text });
    for (const recall of [retrieval?.imageToText, retrieval?.ceiling, retrieval?.chance]) {
      expect(recall?.at1).toBeCloseTo(1 / 40, 9);
      expect(recall?.at5).toBeCloseTo(5 / 40, 9);
      expect(recall?.at10).toBeCloseTo(10 / 40, 9);
    }
  });

  test('is whole again once a shift by 1 has laid mirrored cones on one another', async () => {
    const rows = (side: number) =>
      Matrix.fromRows(
        Array.from({ length: 8 }, (_, k) => {
          const row = new Float64Array(6);
          row[0] = 0.6;
          row[1] = 0.6 * side;
          row[2 + Math.floor(k / 2)] = k % 2 === 0 ? 0.5 : -0.5;
          return row;
        }),
      );
    const pair = { image: unitRows(rows(1)), text: unitRows(rows(-1)) };
    const closed = await gapGeometry(await (await shift({ lambda: 1 }).fit(pair)).transform(pair));
    expect((await gapGeometry(pair)).relativeGap).toBeGreaterThan(0.5);
    expect(closed.gap).toBeLessThan(1e-6);
    expect(closed.energyDistance).toBeLessThan(1e-3);
    expect(closed.relativeGap).toBeLessThan(1e-6);
    expect(closed.retrieval?.imageToText.at1).toBe(1);
  });

  test('of records in pairs of the same words reaches half at most', async () => {
    const { image } = unitPair(40, 5, 1);
    const text = image.take(Array.from({ length: 40 }, (_, i) => i - (i % 2)));
    const { retrieval } = await gapGeometry({ image, text });
    expect(retrieval?.ceiling).toEqual({ at1: 0.5, at5: 1, at10: 1 });
    expect(retrieval?.imageToText.at1).toBeLessThanOrEqual(0.5);
    expect(retrieval?.textToImage.at1).toBeLessThanOrEqual(0.5);
  });
});

describe('rows beyond the most that are looked at', () => {
  const pair = unitPair(90, 4, 5);
  const options = { mostRows: 50, mostSpectrumRows: 20 };

  test('are left out of what is quadratic in rows alone, by a seeded choice', async () => {
    const [whole, part] = [await gapGeometry(pair), await gapGeometry(pair, undefined, options)];
    expect([whole.sampledRows, whole.spectrumRows]).toEqual([90, 90]);
    expect([part.sampledRows, part.spectrumRows, part.retrieval?.gallery]).toEqual([50, 20, 50]);
    expect(part.gap).toBe(whole.gap);
    expect(part.relativeGap).toBe(whole.relativeGap);
    expect(part.energyDistance).not.toBe(whole.energyDistance);
    expect(part).toEqual(await gapGeometry(pair, undefined, options));
    expect(part.energyDistance).not.toBe(
      (await gapGeometry(pair, undefined, { ...options, seed: 1 })).energyDistance,
    );
  });

  test.each([0, 1, 2.5, Number.NaN])('refuses %s as their number', async mostRows => {
    await expect(gapGeometry(pair, undefined, { mostRows })).rejects.toThrow(/E_OPTION/);
    await expect(gapGeometry(pair, undefined, { mostSpectrumRows: mostRows })).rejects.toThrow(
      /E_OPTION/,
    );
  });
});

describe('rows that say little', () => {
  test('a single pair has no spread, and no row left to judge by', async () => {
    const pair = unitPair(1, 3, 0);
    const found = await gapGeometry(pair);
    expect(found).toMatchObject({
      relativeGap: null,
      separability: null,
      imageUniformity: null,
      textEffectiveRank: null,
    });
    expect(found.retrieval?.imageToText.at1).toBe(1);
  });

  test('of zeros alone are one point', async () => {
    const zeros = Matrix.zeros(6, 3);
    const found = await gapGeometry({ image: zeros, text: zeros });
    expect(found).toMatchObject({
      gap: 0,
      centroidCosine: null,
      pairedCosine: 0,
      relativeGap: 0.5,
      separability: 0.5,
      energyDistance: 0,
      imageUniformity: 0,
      imageEffectiveRank: null,
    });
    expect(found.retrieval?.imageToText).toEqual(found.retrieval?.chance);
  });

  test('along one line vary in one direction', async () => {
    const image = Matrix.fromRows([1, -1, 1, 1, -1].map(x => [x, 0, 0]));
    const { imageEffectiveRank } = await gapGeometry({ image, text: image });
    expect(imageEffectiveRank).toBeCloseTo(1, 6);
  });

  test('refuses pairs that are none, and a discriminant of other dimensions', async () => {
    const pair = unitPair(5, 3, 0);
    const { text } = unitPair(4, 3, 0);
    await expect(gapGeometry({ image: pair.image, text })).rejects.toThrow(/E_SHAPE/);
    await expect(gapGeometry(pair, undefined, { fitOn: unitPair(5, 4, 0) })).rejects.toThrow(
      /E_ALIGN_INPUT/,
    );
    const spoiled = unitPair(5, 3, 0);
    spoiled.image.data[4] = Number.NaN;
    await expect(gapGeometry(spoiled)).rejects.toThrow(/E_NOT_FINITE/);
  });
});
