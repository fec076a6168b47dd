import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkEstimator } from '../fuse/index.ts';
import { encodeModel, Graph } from '../graph/index.ts';
import { openLocalSession } from '../runtime/index.ts';
import { encodeSafetensors, Matrix, Random } from '../tensor/index.ts';
import { pairsOf, randomPair } from './fixture/random-pair.ts';
import {
  type Aligner,
  type AlignerDesign,
  type AlignerSettings,
  alignerDesign,
  cca,
  center,
  decodeAligner,
  type EmbeddingPair,
  encodeAligner,
  gapGeometry,
  interpolateRows,
  none,
  optimalTransport,
  orthogonalShift,
  procrustes,
  realign,
  ridge,
  shift,
  standardise,
  whiten,
} from './index.ts';

const pairs = pairsOf({ rows: { min: 1, max: 6 }, columns: { min: 1, max: 7 } });

const lambdas = fc.double({ min: -2, max: 2, noNaN: true });

const designs: readonly (readonly [string, AlignerDesign])[] = [
  ['none', none()],
  ['none, interpolated', none({ dimensions: 'interpolate' })],
  ['shift by 0.5', shift({ lambda: 0.5 })],
  ['shift by −1', shift({ lambda: -1 })],
  ['center', center()],
  ['center, interpolated', center({ dimensions: 'interpolate' })],
  ['standardise', standardise()],
  ['shift, padded', shift({ lambda: 0.5, dimensions: 'pad' })],
  ['standardise, padded', standardise({ dimensions: 'pad' })],
  ['realign', realign()],
  ['realign onto text, padded', realign({ onto: 'text', dimensions: 'pad' })],
  ['none, on principal axes', none({ dimensions: 'pca' })],
  ['shift, on principal axes', shift({ lambda: 0.5, dimensions: 'pca' })],
  ['orthogonal-shift', orthogonalShift()],
  ['orthogonal-shift of text, 2 components', orthogonalShift({ of: 'text', components: 2 })],
  ['procrustes', procrustes()],
  ['procrustes onto text', procrustes({ onto: 'text' })],
  ['whiten', whiten()],
  ['whiten, interpolated', whiten({ dimensions: 'interpolate' })],
  ['whiten by 3 components', whiten({ method: 'pca', components: 3 })],
  ['ridge', ridge()],
  ['ridge onto text', ridge({ onto: 'text', penalty: 1 })],
  ['cca', cca()],
  ['cca of 3 components', cca({ components: 3, power: 0, penalty: 0.5 })],
  ['optimal-transport', optimalTransport()],
  ['optimal-transport onto text of 6 points', optimalTransport({ onto: 'text', points: 6 })],
];

/**
 * Two cones that mirror each other: unit rows a·axis ± b·uₖ, uₖ across both axes. Each modality has
 * each uₖ and −uₖ, so its centroid lies on its axis.
 */
function mirroredCones(halfAngle: number, spread: number, directions: number): EmbeddingPair {
  const [along, across] = [Math.cos(spread), Math.sin(spread)];
  const rows = (side: number) =>
    Array.from({ length: directions }, (_, k) =>
      [1, -1].map(sign => {
        const row = new Float64Array(2 + directions);
        row[0] = along * Math.cos(halfAngle);
        row[1] = along * Math.sin(halfAngle) * side;
        row[2 + k] = across * sign;
        return row;
      }),
    ).flat();
  return { image: Matrix.fromRows(rows(1)), text: Matrix.fromRows(rows(-1)) };
}

/** Fits on the pair and applies it to the same. */
async function through(design: AlignerDesign, pair: EmbeddingPair): Promise<EmbeddingPair> {
  return (await design.fit(pair)).transform(pair);
}

async function gapAfter(lambda: number, pair: EmbeddingPair): Promise<number> {
  return (await gapGeometry(await through(shift({ lambda }), pair))).gap ?? Number.NaN;
}

describe('shift', () => {
  test('with λ = 0 equals none, bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const shifted = await through(shift({ lambda: 0 }), pair);
        const plain = await through(none({ dimensions: 'interpolate' }), pair);
        expect(shifted).toEqual(plain);
      }),
    );
  });

  test('makes unit rows whatever λ is', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, lambdas, async (pair, lambda) => {
        const { image, text } = await through(shift({ lambda }), pair);
        for (const matrix of [image, text]) {
          for (let i = 0; i < matrix.rows; i++) {
            const length = Math.hypot(...matrix.row(i));
            // λ = ±1 may put a row on the origin, where it stays.
            if (length !== 0) expect(length).toBeCloseTo(1, 5);
          }
        }
      }),
    );
  });

  test('does not mind how long the rows were', async () => {
    await fc.assert(
      fc.asyncProperty(
        pairs,
        fc.integer({ min: -20, max: 20 }),
        lambdas,
        async (pair, power, lambda) => {
          // Powers of two are exact in floating point, so the result is the same to the last bit.
          const scaled = {
            image: new Matrix(
              pair.image.rows,
              pair.image.columns,
              pair.image.data.map(x => x * 2 ** power),
            ),
            text: pair.text,
          };
          const design = shift({ lambda });
          expect(await through(design, scaled)).toEqual(await through(design, pair));
        },
      ),
    );
  });

  const cones = {
    halfAngle: fc.double({ min: 0.1, max: 1.4, noNaN: true }),
    spread: fc.double({ min: 0.05, max: 1.2, noNaN: true }),
    directions: fc.integer({ min: 1, max: 6 }),
  };

  test('with λ = 1 brings the centroids of mirrored cones together', async () => {
    await fc.assert(
      fc.asyncProperty(
        cones.halfAngle,
        cones.spread,
        cones.directions,
        async (angle, spread, n) => {
          const pair = mirroredCones(angle, spread, n);
          expect(await gapAfter(0, pair)).toBeGreaterThan(0.01);
          expect(await gapAfter(1, pair)).toBeLessThan(1e-6);
        },
      ),
    );
  });

  test('widens the gap of mirrored cones with λ < 0, narrows it with 0 < λ < 1', async () => {
    await fc.assert(
      fc.asyncProperty(
        cones.halfAngle,
        cones.spread,
        cones.directions,
        async (angle, spread, n) => {
          const pair = mirroredCones(angle, spread, n);
          const gaps = await Promise.all(
            [-1, -0.5, 0, 0.25, 0.5, 0.75].map(lambda => gapAfter(lambda, pair)),
          );
          gaps.slice(1).forEach((gap, i) => {
            expect(gap).toBeLessThan(gaps[i]);
          });
          // Beyond 1 the cones have changed sides.
          expect(await gapAfter(1.5, pair)).toBeCloseTo(await gapAfter(0.5, pair), 5);
        },
      ),
    );
  });

  test('reproduces the figures of the paper’s geometry: 1.21 → .71 → .30 → .00', async () => {
    // Two cones of 2,000 rows in 512 dimensions; axes with cosine 0.2, noise of length 0.3.
    const pair = noisyCones(2000, 512, 0.2, 0.3);
    // Neither the gap nor the resultant length is quadratic in rows.
    const few = { mostRows: 10, mostSpectrumRows: 10 };
    const at = async (lambda: number) =>
      gapGeometry(await through(shift({ lambda }), pair), undefined, few);
    const lambdas = [0, 0.5, 0.8, 1, 1.5];
    const found = await Promise.all(lambdas.map(at));
    const gaps = found.map(({ gap }) => gap ?? Number.NaN);
    const [before, , , after] = found;
    [1.21, 0.71, 0.3, 0, 0.71].forEach((expected, i) => {
      expect(Math.abs(gaps[i] - expected)).toBeLessThan(0.01);
    });
    // Both modalities land in one cone; the common direction stays.
    expect(before.imageResultantLength).toBeCloseTo(0.958, 2);
    expect(after.imageResultantLength).toBeCloseTo(0.933, 2);
    expect(1 - before.imageResultantLength ** 2).toBeCloseTo(0.083, 2);
    expect(1 - after.imageResultantLength ** 2).toBeCloseTo(0.13, 2);
    // Centring removes it.
    const centred = await gapGeometry(await through(center(), pair), undefined, few);
    expect(centred.imageResultantLength).toBeLessThan(0.01);
    expect(centred.gap).toBeLessThan(0.01);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses λ = %s', lambda => {
    expect(() => shift({ lambda })).toThrow(/shift with lambda.*E_OPTION/);
  });
});

/** Unit rows around two axes of cosine `cosine`, with isotropic noise of mean length `noise`. */
function noisyCones(rows: number, dimensions: number, cosine: number, noise: number) {
  const cone = (axis: readonly [number, number], stream: string) => {
    const random = new Random(0, stream);
    const matrix = Matrix.zeros(rows, dimensions);
    for (let k = 0; k < matrix.data.length; k++) {
      matrix.data[k] = (random.normal() * noise) / Math.sqrt(dimensions);
    }
    for (let i = 0; i < rows; i++) {
      matrix.row(i)[0] += axis[0];
      matrix.row(i)[1] += axis[1];
    }
    return matrix;
  };
  const image = cone([1, 0], 'image');
  const text = cone([cosine, Math.sqrt(1 - cosine ** 2)], 'text');
  return { image, text };
}

describe('interpolation', () => {
  test('keeps the ends of a row, and straight rows straight', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 0, max: 9 }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        async (columns, more, slope) => {
          const row = Float32Array.from({ length: columns }, (_, j) => (slope * j) / (columns - 1));
          const { data } = interpolateRows(new Matrix(1, columns, row), columns + more);
          expect(data[0]).toBe(row[0]);
          expect(data[data.length - 1]).toBe(row[columns - 1]);
          data.forEach((value, j) => {
            expect(value).toBeCloseTo((slope * j) / (data.length - 1), 5);
          });
        },
      ),
    );
  });

  test('repeats the single coordinate of a row', () => {
    const stretched = interpolateRows(Matrix.fromRows([[3], [-1]]), 3);
    expect([...stretched.data]).toEqual([3, 3, 3, -1, -1, -1]);
  });
});

describe.each(designs)('%s', (name, design) => {
  const pair = randomPair(12, 5, 8);
  // An ONNX graph cannot give an output the name of an input.
  const apply = async (aligner: Aligner, { image, text }: Readonly<Record<string, Matrix>>) => {
    const aligned = await aligner.transform({ image, text });
    return { 'image.aligned': aligned.image, 'text.aligned': aligned.text };
  };

  test.each([
    ['equal dimensions', randomPair(12, 6, 6)],
    ['a longer text', pair],
    ['a longer image', randomPair(12, 9, 4)],
    ['a row of zeros', withZeroRow(randomPair(12, 6, 6))],
  ])('passes the battery of estimators with %s', async (_, data) => {
    const passed = await checkEstimator({
      name,
      fit: () => design.fit(data),
      data: [data.image, data.text],
      inputs: { ...data },
      apply,
      save: encodeAligner,
      load: decodeAligner,
      model: alignerModel,
      openModel: openLocalSession,
    });
    expect(passed).toContain('the ONNX form gives the same');
    expect(passed.length).toBeGreaterThan(10);
  });

  test('is fitted on the training rows alone: other rows do not move a row’s result', async () => {
    const aligner = await design.fit(pair);
    const others = randomPair(7, 5, 8, 50);
    const joined = {
      image: stacked(pair.image, others.image),
      text: stacked(pair.text, others.text),
    };
    const among = await aligner.transform(joined);
    const alone = await aligner.transform(others);
    expect(among.image.take([12, 13])).toEqual(alone.image.take([0, 1]));
    expect(among.text.take([12, 13])).toEqual(alone.text.take([0, 1]));
    expect(encodeAligner(aligner)).toEqual(encodeAligner(await design.fit(pair)));
  });

  test('loads back with its settings', async () => {
    const aligner = await design.fit(pair);
    const loaded = decodeAligner(encodeAligner(aligner));
    expect(loaded.settings).toEqual(aligner.settings);
    expect(loaded.inputs).toEqual({ image: 5, text: 8 });
    expect(loaded.outputs).toEqual(aligner.outputs);
    expect(loaded.state).toEqual(aligner.state);
  });

  test('refuses pairs that it cannot use', async () => {
    const aligner = await design.fit(pair);
    await expect(design.fit({ ...pair, image: pair.image.take([0]) })).rejects.toThrow(
      /1 image rows and 12 text rows.*E_SHAPE/,
    );
    await expect(design.fit(randomPair(0, 5, 8))).rejects.toThrow(/no pairs.*E_ALIGN_INPUT/);
    await expect(aligner.transform(randomPair(2, 8, 5))).rejects.toThrow(
      /8 and 5 dimensions, expected 5 and 8.*E_ALIGN_INPUT/,
    );
    const spoiled = randomPair(2, 5, 8);
    spoiled.text.data[10] = Number.NaN;
    await expect(design.fit(spoiled)).rejects.toThrow(
      /text embeddings row 1 column 2 is NaN.*E_NOT_FINITE/,
    );
    await expect(aligner.transform(spoiled)).rejects.toThrow(/E_NOT_FINITE/);
  });
});

describe('a saved aligner', () => {
  const saved = (metadata: Record<string, string>, length = 8) =>
    encodeSafetensors(
      [['gapVector', { dtype: 'F32', shape: [length], data: new Float32Array(length) }]],
      {
        format: 'minga-aligner-1',
        settings: '{"kind":"shift","lambda":1}',
        inputs: '{"image":8,"text":8}',
        ...metadata,
      },
    );
  const shiftOf = (option: string) => `{"kind":"shift","lambda":1,${option}}`;
  test('is read where it is whole', () => {
    expect(decodeAligner(saved({})).settings).toMatchObject({ kind: 'shift', lambda: 1 });
  });
  test.each([
    ['another format', saved({ format: 'minga-head-1' })],
    ['an unknown kind', saved({ settings: '{"kind":"twist"}' })],
    ['no lambda', saved({ settings: '{"kind":"shift"}' })],
    ['a dimension rule that does not exist', saved({ settings: '{"kind":"none","dimensions":1}' })],
    ['no dimension rule that shift can have', saved({ settings: shiftOf('"dimensions":"keep"') })],
    ['an option that is no number', saved({ settings: '{"kind":"ridge","penalty":"1"}' })],
    ['a shrinkage of another word', saved({ settings: '{"kind":"whiten","shrinkage":"some"}' })],
    ['a modality that does not exist', saved({ settings: '{"kind":"realign","onto":"sound"}' })],
    [
      'a basis that is absent',
      saved({ settings: shiftOf('"dimensions":"pca"'), inputs: '{"image":8,"text":9}' }),
    ],
    ['settings that are no JSON', saved({ settings: '{' })],
    ['settings that are null', saved({ settings: 'null' })],
    ['inputs that are no dimensions', saved({ inputs: '{"image":-1,"text":8}' })],
    ['an array of another length', saved({}, 7)],
    ['another array', saved({ settings: '{"kind":"center"}' })],
  ])('is refused with %s', (_, bytes) => {
    expect(() => decodeAligner(bytes)).toThrow(/E_ALIGN_INPUT/);
  });
  test('is refused where it is no safetensors file', () => {
    expect(() => decodeAligner(new Uint8Array(20))).toThrow(/E_SAFETENSORS/);
  });
});

test('the designs of a plan are those of the functions', () => {
  const settings: readonly AlignerSettings[] = [
    { kind: 'none' },
    { kind: 'shift', lambda: 0.5 },
    { kind: 'center', dimensions: 'interpolate' },
  ];
  expect(settings.map(each => alignerDesign(each).settings)).toEqual([
    { kind: 'none', dimensions: 'keep' },
    { kind: 'shift', lambda: 0.5, dimensions: 'interpolate' },
    { kind: 'center', dimensions: 'interpolate' },
  ]);
});

function alignerModel(aligner: Aligner): Uint8Array {
  const graph = new Graph();
  const written = aligner.write({
    image: graph.input('image', 'float32', ['N', aligner.inputs.image]),
    text: graph.input('text', 'float32', ['N', aligner.inputs.text]),
  });
  graph.output('image.aligned', written.image);
  graph.output('text.aligned', written.text);
  return encodeModel(graph);
}

function withZeroRow(pair: EmbeddingPair): EmbeddingPair {
  pair.image.row(3).fill(0);
  pair.text.row(4).fill(0);
  return pair;
}

function stacked(a: Matrix, b: Matrix): Matrix {
  return new Matrix(a.rows + b.rows, a.columns, Float32Array.of(...a.data, ...b.data));
}
