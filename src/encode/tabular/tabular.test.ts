import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { RecordValue } from '../../data/index.ts';
import { checkEstimator } from '../../fuse/index.ts';
import { openLocalSession } from '../../runtime/index.ts';
import { Matrix, Random } from '../../tensor/index.ts';
import {
  decodeTabular,
  encodeTabular,
  openTabular,
  type TabularCodes,
  tabular,
  tabularModel,
  tabularSchema,
} from './index.ts';

type Row = Readonly<Record<string, RecordValue>>;

const fields = ['age', 'sex', 'site'];
const sites = ['back', 'face', 'foot', 'hand'];

function records(count: number, seed = 0): Row[] {
  const random = new Random(seed, 'records');
  return Array.from({ length: count }, () => ({
    age: random.below(8) === 0 ? null : random.below(90) + 5,
    sex: random.below(9) === 0 ? null : ['female', 'male'][random.below(2)],
    site: sites[Math.min(random.below(4), random.below(5))],
  }));
}

const finite = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

/** Tables of any content: each field one of numbers or of a few words, with gaps. */
const tables = fc
  .record({
    x: fc.array(fc.option(finite), { minLength: 12, maxLength: 40 }),
    words: fc.array(fc.option(fc.constantFrom('a', 'b', 'c', '')), {
      minLength: 40,
      maxLength: 40,
    }),
  })
  .filter(({ x }) => x.some(value => value !== null))
  .map(({ x, words }) => x.map((value, i): Row => ({ x: value, word: words[i] })));

const options = { minFrequency: 1 };
const both = { fields: ['x', 'word'] };

const usable = tables.filter(rows => {
  const there = rows.filter(({ word }) => word !== null);
  return new Set(there.map(({ word }) => word)).size <= there.length / 2 && there.length > 0;
});

describe('the tabular encoder', () => {
  it('names what each feature is', () => {
    const rows: Row[] = [
      ...Array.from({ length: 5 }, (_, i) => ({ age: i, sex: 'male', site: 'back' })),
      ...Array.from({ length: 5 }, () => ({ age: null, sex: 'female', site: 'face' })),
      { age: 3, sex: 'male', site: 'foot' },
      { age: 3, sex: null, site: 'foot' },
    ];
    const fitted = tabular().fit(rows, { fields });
    expect(fitted.featureNames).toEqual([
      'age',
      'age is missing',
      'sex = female',
      'sex = male',
      'sex is missing',
      'site = back',
      'site = face',
      'site is other',
      'constant',
    ]);
    expect(fitted.dimension).toBe(9);
    expect([...fitted.transform([{ age: null, sex: 'x', site: 'y' }]).row(0)]).toEqual([
      0, 1, 0, 0, 0, 0, 0, 1, 1,
    ]);
  });

  it('gives training rows mean 0 and standard deviation 1', () => {
    fc.assert(
      fc.property(tables, rows => {
        const fitted = tabular({ clip: 1e6 }).fit(rows, { fields: ['x'] });
        const matrix = fitted.transform(rows);
        const z = rows.flatMap(({ x }, i) => (x === null ? [] : [matrix.row(i)[0]]));
        const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
        const variance = z.reduce((sum, value) => sum + value ** 2, 0) / z.length;
        const [column] = fitted.columns;
        const spread = column.kind === 'number' && column.scale > 0;
        // What float32 leaves of a column of large numbers that differ little.
        const slack = column.kind === 'number' ? Math.abs(column.mean * column.scale) * 2e-7 : 0;
        expect(Math.abs(mean)).toBeLessThan(1e-5 + slack);
        expect(Math.abs(variance - (spread ? 1 : 0))).toBeLessThan(1e-5 + slack);
      }),
    );
  });

  it('puts every training row in exactly one category, other or missing', () => {
    fc.assert(
      fc.property(usable, fc.integer({ min: 2, max: 4 }), (rows, maxCategories) => {
        const fitted = tabular({ ...options, maxCategories }).fit(rows, { fields: ['word'] });
        const matrix = fitted.transform(rows);
        expect(fitted.dimension - 1).toBeLessThanOrEqual(maxCategories + 1);
        for (let i = 0; i < matrix.rows; i++) {
          const own = matrix.row(i).subarray(0, -1);
          expect(own.reduce((sum, value) => sum + value, 0)).toBe(1);
        }
      }),
    );
  });

  it('does not mind the order of the training rows, to the last bit', () => {
    fc.assert(
      fc.property(usable, fc.nat(1000), (rows, seed) => {
        const order = new Random(seed, 'order').permutation(rows.length);
        const shuffled = Array.from(order, i => rows[i]);
        const saved = encodeTabular(tabular(options).fit(shuffled, both));
        expect(saved).toEqual(encodeTabular(tabular(options).fit(rows, both)));
      }),
    );
  });

  it('makes numbers, never NaN, of whatever it has not seen', () => {
    const anything = fc.record({
      x: fc.option(fc.double({ noNaN: true, min: -1e38, max: 1e38 })),
      word: fc.option(fc.oneof(fc.string(), finite)),
    });
    fc.assert(
      fc.property(usable, fc.array(anything, { minLength: 1 }), (rows, others) => {
        const matrix = tabular(options).fit(rows, both).transform(others);
        expect(matrix.firstNotFinite()).toBe(-1);
        expect(matrix.data.every(value => Math.abs(value) <= 10)).toBe(true);
      }),
    );
  });

  it('gives a column of one value zeros, whatever comes later', () => {
    const rows = Array.from({ length: 6 }, () => ({ level: 0.1 }));
    const fitted = tabular().fit(rows, { fields: ['level'] });
    expect([...fitted.transform([{ level: 0.1 }, { level: 7 }, { level: -1e38 }]).data]).toEqual([
      0, 1, 0, 1, 0, 1,
    ]);
  });

  it('cuts extremes off', () => {
    const rows = records(100).map(({ age }) => ({ age }));
    const fitted = tabular({ clip: 3 }).fit(rows, { fields: ['age'] });
    expect(fitted.transform([{ age: 1e30 }, { age: -1e30 }]).data.map(Math.fround)).toEqual(
      Float32Array.of(3, 0, 1, -3, 0, 1),
    );
  });

  it('says what training rows did not hold', () => {
    const rows = records(100).map(row => ({
      ...row,
      age: Number(row.age),
      sex: row.sex ?? 'male',
    }));
    const fitted = tabular().fit(rows, { fields });
    expect(fitted.surprises(rows)).toEqual([]);
    const later = [
      { age: null, sex: 'male', site: 'back' },
      { age: null, sex: null, site: 'back' },
      { age: 40, sex: 'unheard of', site: 'back' },
      { age: 1e6, sex: 'male', site: 'back' },
    ];
    expect(fitted.surprises(later)).toEqual([
      { field: 'age', kind: 'missing', rows: 2 },
      { field: 'age', kind: 'extreme', rows: 1 },
      { field: 'sex', kind: 'missing', rows: 1 },
      { field: 'sex', kind: 'unseen', rows: 1 },
    ]);
  });

  it('leaves out identifiers, free text and empty fields, and names them', () => {
    const rows = records(60).map((row, i) => ({
      ...row,
      id: `P${i}`,
      note: i % 3 === 0 ? null : `seen on day ${i}`,
      never: null,
      thirds: `third ${i % 20}`,
    }));
    const all = [...fields, 'id', 'note', 'never', 'thirds'];
    const { leftOut, columns } = tabular().fit(rows, { fields: all });
    expect(columns.map(({ field }) => field)).toEqual(fields);
    expect(leftOut).toEqual([
      {
        kind: 'left out',
        field: 'id',
        reason: '60 different texts in 60 rows: free text or an identifier',
      },
      {
        kind: 'left out',
        field: 'note',
        reason: '40 different texts in 40 rows: free text or an identifier',
      },
      { kind: 'left out', field: 'never', reason: 'no training row has a value' },
      {
        kind: 'left out',
        field: 'thirds',
        reason: 'none of its 20 texts occurs in 5 training rows (minFrequency)',
      },
    ]);
  });

  it('refuses what it cannot learn from or read', () => {
    const rows = records(40);
    const fitted = tabular().fit(rows, { fields });
    expect(() => tabular().fit([], { fields })).toThrow('[E_TABULAR_INPUT]');
    expect(() => tabular().fit(rows, { fields: ['weight'] })).toThrow(
      'records without "weight", expected one of age, sex, site',
    );
    expect(() => tabular().fit(rows, { fields: [] })).toThrow('[E_TABULAR_INPUT]');
    const ids = rows.map((_, i) => ({ id: `P${i}` }));
    expect(() => tabular().fit(ids, { fields: ['id'] })).toThrow(/id: 40 different texts/);
    expect(() => fitted.transform([{ age: 'old' }])).toThrow('age is "old", expected a number');
    expect(() => fitted.transform([{ age: Number.NaN }])).toThrow('[E_NOT_FINITE]');
    expect(() => fitted.transform([{ age: 1e300 }])).toThrow('[E_NOT_FINITE]');
    expect(() => tabular({ maxCategories: 1 })).toThrow('[E_OPTION]');
    expect(() => tabular({ clip: Number.POSITIVE_INFINITY })).toThrow('[E_OPTION]');
  });
});

describe('the contract of estimators', () => {
  const train = records(80);
  const battery = (rows: readonly Row[], own: readonly string[]) => {
    const inputs = tabular(options).fit(train, { fields: own }).codes(rows);
    const { numbers, recorded, categories } = inputs;
    return checkEstimator({
      name: `tabular of ${own.join(', ')}`,
      fit: () => tabular(options).fit(train, { fields: own }),
      data: [],
      inputs: { numbers, recorded, categories },
      apply: (fitted, codes) => ({
        vectors: fitted.apply({
          numbers: codes.numbers,
          recorded: codes.recorded,
          categories: codes.categories,
        }),
      }),
      save: encodeTabular,
      load: decodeTabular,
      model: tabularModel,
      openModel: openLocalSession,
    });
  };

  test('holds for records of both kinds', async () => {
    expect(await battery(records(20, 1), fields)).toHaveLength(11);
  });

  test('fitting leaves the records as they were', () => {
    const before = structuredClone(train);
    tabular().fit(train, { fields }).transform(train);
    expect(train).toEqual(before);
  });

  test.each([[['age']], [['sex', 'site']]])('ONNX gives the same for %j alone', async own => {
    const fitted = tabular(options).fit(train, { fields: own });
    const rows = [...records(7, 2), { age: 1e6, sex: 'unheard of', site: null }];
    const session = await openLocalSession(tabularModel(fitted));
    const codes = Object.entries<Matrix>({ ...fitted.codes(rows) }).filter(
      ([, { columns }]) => columns > 0,
    );
    expect(session.inputs.map(({ name }) => name)).toEqual(codes.map(([name]) => name));
    const outputs = await session.run(
      Object.fromEntries(
        codes.map(([name, { rows: n, columns, data }]) => [
          name,
          { type: 'float32', shape: [n, columns], data } as const,
        ]),
      ),
    );
    await session.close();
    const expected = fitted.transform(rows).data;
    expect(outputs.vectors.shape).toEqual([rows.length, fitted.dimension]);
    Array.from(outputs.vectors.data, Number).forEach((value, k) => {
      expect(Math.abs(value - expected[k])).toBeLessThan(1e-5);
    });
  });

  test('codes of other shapes are refused', () => {
    const fitted = tabular().fit(train, { fields });
    const codes = fitted.codes(train);
    const wrong = (part: Partial<TabularCodes>) => () => fitted.apply({ ...codes, ...part });
    expect(wrong({ recorded: codes.recorded.take([0]) })).toThrow('[E_SHAPE]');
    expect(wrong({ categories: Matrix.zeros(80, 1) })).toThrow('[E_TABULAR_INPUT]');
    expect(wrong({ categories: Matrix.zeros(80, 2) })).not.toThrow();
  });
});

describe('a saved tabular encoder', () => {
  const bytes = encodeTabular(tabular().fit(records(60), { fields }));

  it('loads equal', () => {
    const loaded = decodeTabular(bytes);
    const fitted = tabular().fit(records(60), { fields });
    expect(loaded.columns).toEqual(fitted.columns);
    expect(loaded.featureNames).toEqual(fitted.featureNames);
    expect(loaded.transform(records(9, 3))).toEqual(fitted.transform(records(9, 3)));
  });

  it('is refused where a byte of it is wrong, or it still transforms', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const spoiled = bytes.slice();
        spoiled[at] = value;
        try {
          expect(decodeTabular(spoiled).transform(records(3)).firstNotFinite()).toBe(-1);
        } catch (error) {
          expect(String(error)).toMatch(/\[E_(SAFETENSORS|TABULAR_INPUT)\]/);
        }
      }),
    );
  });
});

describe('openTabular', () => {
  const rows = records(100);
  const train = Array.from({ length: 70 }, (_, i) => i);

  it('learns from the training rows alone and encodes all', () => {
    const { vectors, fitted, fingerprint } = openTabular().encode({ records: rows, train, fields });
    expect([vectors.rows, vectors.columns]).toEqual([100, fitted.dimension]);
    expect(encodeTabular(fitted)).toEqual(
      encodeTabular(tabular().fit(rows.slice(0, 70), { fields })),
    );
    const changed = rows.map((row, i) => (i < 70 ? row : { age: 999, sex: 'x', site: 'y' }));
    const again = openTabular().encode({ records: changed, train, fields });
    expect(again.fingerprint).toBe(fingerprint);
    expect(again.vectors.take(train)).toEqual(vectors.take(train));
  });

  it('has another fingerprint for another split or other options', () => {
    const prints = [
      openTabular().encode({ records: rows, train, fields }),
      openTabular().encode({ records: rows, train: train.slice(1), fields }),
      openTabular({ clip: 4 }).encode({ records: rows, train, fields }),
    ].map(({ fingerprint }) => fingerprint);
    expect(new Set(prints).size).toBe(3);
  });

  it('warns of what it leaves out, did not expect, or reads too coarsely', () => {
    const table = rows.map((row, i) => ({
      ...row,
      id: `P${i}`,
      site: i === 99 ? null : row.site,
      taken: 1_600_000_000 + i,
    }));
    const { warnings } = openTabular().encode({
      records: table,
      train,
      fields: [...fields, 'id', 'taken'],
    });
    expect(warnings.map(({ code, message }) => `${code} ${message.split(' ')[0]}`)).toEqual([
      'field-left-out the',
      'not-in-training site:',
      'coarse-numbers taken:',
    ]);
  });

  it('refuses unknown options of a plan', () => {
    expect(tabularSchema.safeParse({ maxCategory: 3 }).success).toBe(false);
    expect(tabularSchema.parse({})).toEqual({ minFrequency: 5, maxCategories: 32, clip: 10 });
  });
});
