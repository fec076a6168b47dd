import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDataset } from '../data/dataset.ts';
import { type Dataset, makeSplit, type Split } from '../data/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { auditDataset } from './audit-dataset.ts';
import type { AuditEvidence, DuplicatePair } from './evidence.ts';
import { innocent, type MadeOptions, madeDataset } from './fixture/made-dataset.ts';

async function findingsOf(
  dataset: Dataset,
  split: Split | null = null,
  evidence: AuditEvidence = {},
) {
  const { findings } = await auditDataset(dataset, split, evidence);
  return findings;
}

/** `severity code about`, for each finding that is no note. */
async function alarms(dataset: Dataset, split: Split | null = makeSplit(dataset)) {
  const findings = await findingsOf(dataset, split);
  return findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, code, about }) => `${severity} ${code} ${about}`);
}

describe('the audit of data without a fault', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))('is silent, seed %i', async seed => {
    expect(await alarms(madeDataset({ rows: 600, seed, groupSize: 2 }))).toEqual([]);
  });

  it('flags no field that is independent of the label', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 2, max: 40 }), async (seed, values) => {
        const record = (_: string, random: Random) => ({ field: `v${random.below(values)}` });
        const found = await findingsOf(madeDataset({ rows: 150, seed, record }));
        expect(found.filter(({ code }) => code === 'field-predicts-label')).toEqual([]);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe('fields that predict the label', () => {
  const about = async (options: MadeOptions) =>
    (await findingsOf(madeDataset(options)))
      .filter(({ code }) => code === 'field-predicts-label')
      .map(({ severity, about }) => `${severity} ${about}`);

  it('flags a copy of the label, as words or numbers, whatever the classes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 2, max: 6 }),
        fc.boolean(),
        async (seed, count, numbers) => {
          const classes = Array.from({ length: count }, (_, c) => `class ${c}`);
          const record = (label: string, random: Random) => ({
            ...innocent(label, random),
            copy: numbers ? classes.indexOf(label) : `code ${classes.indexOf(label)}`,
          });
          expect(await about({ rows: 40 * count, seed, classes, record })).toEqual([
            'serious copy',
          ]);
        },
      ),
      { numRuns: 30, seed: 2 },
    );
  });

  it('flags a number whose bins tell the label, and a value whose absence does', async () => {
    const record = (label: string, random: Random) => ({
      lump: label === 'alder' ? 10 * random.uniform() : 20 + 10 * random.uniform(),
      asked: label === 'alder' ? null : 'yes',
    });
    const flagged = await about({ classes: ['alder', 'birch'], record });
    expect(flagged).toEqual(['serious lump', 'serious asked']);
  });

  it('flags a value that occurs with one class only, though the field tells little of the others', async () => {
    const classes = ['alder', 'birch', 'cedar', 'dogwood'];
    const record = (label: string, random: Random) => ({
      means: label === 'alder' && random.below(2) === 0 ? 'seen again' : 'biopsy',
    });
    const [finding] = await findingsOf(madeDataset({ classes, record, rows: 800 }));
    expect(finding).toMatchObject({ severity: 'serious', code: 'field-predicts-label' });
    expect(finding.title).toBe('means gives alder away');
    expect(finding.evidence).toMatch(/“seen again” in \d+ rows, all of them alder/);
  });

  it('does not take a value of a few rows for a rule', async () => {
    const record = (label: string, _: Random, i: number) => ({
      rare: label === 'alder' && i < 12 ? 'x' : 'y',
    });
    expect(await about({ record, rows: 900 })).toEqual([]);
  });

  it('only notes a field that no text holds', async () => {
    const record = (label: string, random: Random) => ({ ...innocent(label, random), copy: label });
    expect(await about({ record, textFields: ['age'] })).toEqual(['note copy']);
  });

  it('tells the declared reason, also where the figures show nothing', async () => {
    const leaks = { sex: 'it was filled in afterwards' };
    const found = await findingsOf(madeDataset({ leaks }));
    expect(found[0]).toMatchObject({
      code: 'field-known-to-leak',
      severity: 'serious',
      about: 'sex',
    });
    expect(found[0].remedy).toBe('dataset: { text: { fields: [age, site] } }');
  });

  it('judges several labels at once one by one', async () => {
    const change = ({ label }: { readonly label: string }, i: number) => ({
      labels: i % 3 === 0 ? [label, 'moss'] : [label],
      label: i % 3 === 0 ? `${label}, moss` : label,
    });
    const record = (_: string, __: Random, i: number) => ({ damp: i % 3 === 0 ? 'wet' : 'dry' });
    const found = await about({ rows: 600, multilabel: true, change, record });
    expect(found).toEqual(['serious damp']);
  });
});

describe('groups', () => {
  const dataset = madeDataset({ rows: 600, groupSize: 3 });

  it('that straddle a split by rows are serious, and one by groups says what it spares', async () => {
    const [broken] = await findingsOf(dataset, makeSplit(dataset, { group: null }));
    expect(broken).toMatchObject({ code: 'group-straddles-split', severity: 'serious' });
    expect(broken.remedy).toBe('split: { group: patient }');
    const whole = await findingsOf(dataset);
    const spared = whole.find(({ code }) => code === 'group-would-straddle');
    // 200 groups of 3, parts of .7, .1, .2: 200 (1 − .343 − .001 − .008) = 129.6.
    expect(spared?.evidence).toContain('would break about 130 of them');
  });

  it('are looked for in the parts that the data came with', async () => {
    const parts = ['train', 'test'] as const;
    const given = madeDataset({ groupSize: 2, change: (_, i) => ({ part: parts[i % 2] }) });
    const [broken] = await findingsOf(given);
    expect(broken.code).toBe('group-straddles-split');
    expect(broken.evidence).toContain('200 of 200 groups of patient (100 %)');
    expect(broken.evidence).toContain('the data set’s own split');
  });

  it('that straddle parts in the order of time are a caution, unless one day is in two parts', async () => {
    const parts = ['train', 'validation', 'test'] as const;
    const part = (i: number) => parts[Math.floor(i / 200)];
    const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString().slice(0, 10);
    const towns = (time: (i: number) => string) =>
      madeDataset({
        rows: 600,
        groupColumn: 'town',
        change: (_, i) => ({
          part: part(i),
          group: `T${i % 10}`,
          site: `T${i % 10}`,
          time: time(i),
        }),
      });
    const [ordered] = await findingsOf(towns(day));
    expect(ordered).toMatchObject({ code: 'group-straddles-split', severity: 'caution' });
    expect(ordered.remedy).toContain('split: { method: site }');
    const [tied] = await findingsOf(towns(i => day(Math.floor(i / 2))));
    expect(tied.severity).toBe('caution');
    const [shuffled] = await findingsOf(towns(i => day(i % 599)));
    expect(shuffled.severity).toBe('serious');
    const [touching] = await findingsOf(towns(i => day(i === 200 ? 199 : i)));
    expect(touching.severity).toBe('serious');
  });

  it('are suggested where a column repeats as a patient would', async () => {
    const record = (label: string, random: Random, i: number) => ({
      ...innocent(label, random),
      subject: `P${String(Math.floor(i / 4)).padStart(4, '0')}`,
    });
    const made = madeDataset({ record, groupColumn: null, textFields: ['age', 'sex', 'site'] });
    const found = await findingsOf(made, makeSplit(made));
    expect(found[0]).toMatchObject({
      code: 'column-looks-like-group',
      severity: 'caution',
      about: 'subject',
      remedy: 'split: { group: subject }',
    });
  });
});

describe('the order of the rows', () => {
  it('changes nothing', async () => {
    const record = (label: string, random: Random) => ({
      ...innocent(label, random),
      code: random.below(10) === 0 ? null : label,
    });
    const dataset = madeDataset({ rows: 300, groupSize: 2, record });
    await fc.assert(
      fc.asyncProperty(fc.nat(), async seed => {
        const order = new Random(seed, 'order').permutation(300);
        const shuffled = makeDataset({
          ...dataset,
          samples: Array.from(order, i => dataset.samples[i]),
        });
        const audited = await auditDataset(shuffled, makeSplit(shuffled));
        expect(audited).toEqual(await auditDataset(dataset, makeSplit(dataset)));
      }),
      { numRuns: 5, seed: 3 },
    );
  });

  it('is told where it tells the label, as ids and times are', async () => {
    const sorted = madeDataset({ rows: 500 }).samples.toSorted((a, b) =>
      a.label < b.label ? -1 : 1,
    );
    const samples = sorted.map((sample, i) => ({
      ...sample,
      id: `IMG_${String(i).padStart(4, '0')}`,
      line: i + 2,
      time: new Date(Date.UTC(2020, 0, 1, i)).toISOString(),
    }));
    const found = await findingsOf(makeDataset({ ...madeDataset(), samples }));
    const told = found.filter(({ code }) => code === 'id-orders-label');
    expect(told.map(({ severity, about }) => `${severity} ${about}`)).toEqual([
      'caution the number in the id',
      'caution the time',
      'note the order of the rows',
    ]);
  });
});

describe('texts', () => {
  const named = async (classes: readonly string[], text: (label: string) => string) => {
    const made = madeDataset({ rows: 300, classes, change: one => ({ text: text(one.label) }) });
    return (await findingsOf(made)).filter(({ code }) => code === 'label-in-text');
  };

  it('that name their own label are told, without regard to case and accents', async () => {
    const [one] = await named(['nódulo', 'quiste'], label => `Se ve un ${label.toUpperCase()}.`);
    expect(one).toMatchObject({ severity: 'serious' });
    expect(one.evidence).toContain(
      '100 % of the texts of quiste say “quiste”, and 0 % of the others',
    );
    expect(await named(['MelanocyticNevus', 'wart'], () => 'a camel with a stalwart')).toEqual([]);
    const words = await named(['MelanocyticNevus', 'wart'], label =>
      label === 'wart' ? 'nothing' : 'a nevus',
    );
    expect(words[0].evidence).toContain('“nevus”');
  });

  it('that name all classes alike, or say yes and no, are not', async () => {
    expect(await named(['wart', 'cyst'], () => 'a wart or a cyst?')).toEqual([]);
    expect(await named(['yes', 'no'], label => `Itch: ${label}.`)).toEqual([]);
  });

  it('are searched for further words of a class', async () => {
    const made = madeDataset({
      classes: ['nv', 'mel'],
      change: one => ({ text: one.label === 'nv' ? 'two nevi' : 'one' }),
    });
    const { findings } = await auditDataset(
      made,
      null,
      {},
      { labelWords: { nv: ['nevus', 'nevi'] } },
    );
    expect(findings[0].code).toBe('label-in-text');
  });
});

describe('drift, balance and missing values', () => {
  it('a field that is older in the test is told, and one that is not is not', async () => {
    const parts = ['train', 'train', 'test'] as const;
    const made = madeDataset({
      rows: 900,
      change: ({ record }, i) => ({
        part: parts[i % 3],
        record: {
          ...record,
          age: Number(record.age ?? 50) + (i % 3 === 2 ? 12 : 0),
          sex: i % 3 === 2 && i % 2 === 0 ? 'unknown' : record.sex,
        },
      }),
    });
    expect(await alarms(made, null)).toEqual([
      'caution field-drifts age',
      'caution field-drifts sex',
    ]);
  });

  it('classes with other shares in the test are told', async () => {
    const made = madeDataset({
      rows: 900,
      change: ({ label }, i) => ({
        part: label === 'alder' && i % 2 === 0 ? 'test' : i % 6 === 0 ? 'test' : 'train',
      }),
    });
    const found = await findingsOf(made);
    expect(found.some(({ code }) => code === 'class-share-differs')).toBe(true);
  });

  it('a value that one class lacks more often is told', async () => {
    const record = (label: string, random: Random) => ({
      ...innocent(label, random),
      lesion_size: label === 'alder' && random.below(3) > 0 ? null : random.below(9),
    });
    expect(await alarms(madeDataset({ rows: 600, record }))).toContain(
      'caution missing-by-class lesion_size',
    );
  });

  it('a class with a handful of groups in the test, and a rare one, are told', async () => {
    const classes = [...Array.from({ length: 30 }, () => 'common'), 'rare'];
    const found = await findingsOf(
      madeDataset({ rows: 600, classes }),
      makeSplit(madeDataset({ rows: 600, classes })),
    );
    const codes = found.map(({ code }) => code);
    expect(codes).toContain('class-of-few-groups');
    expect(codes).toContain('classes-unbalanced');
  });

  it('fields that are constant, or name the case, are told', async () => {
    const record = (label: string, random: Random, i: number) => ({
      ...innocent(label, random),
      clinic: 'the only one',
      file: `F-${i}`,
    });
    const found = await findingsOf(madeDataset({ record }));
    expect(found.find(({ code }) => code === 'field-constant')?.about).toBe('clinic');
    expect(found.find(({ code }) => code === 'field-identifies')?.about).toBe('file');
  });

  it('labels that were fitted on rows of the test are serious', async () => {
    const fitted = Int32Array.from({ length: 200 }, (_, i) => i);
    const made = madeDataset({ labelsFittedOn: fitted });
    const [one] = await findingsOf(made, makeSplit(made));
    const train = new Set(makeSplit(made).train);
    expect(one.code).toBe('labels-fitted-outside-training');
    expect(one.rows.total).toBe(fitted.filter(i => !train.has(i)).length);
  });
});

describe('duplicates', () => {
  const made = madeDataset({ groupSize: 2, change: () => ({ image: '/pictures/one.png' }) });
  const split = makeSplit(made);
  const pair = (a: number, b: number, kind: DuplicatePair['kind'] = 'exact') => ({
    a,
    b,
    kind,
    distance: 0,
  });
  const told = async (pairs: readonly DuplicatePair[]) =>
    (await findingsOf(made, split, { duplicates: { pairs, complete: true } }))
      .filter(({ code }) => code.startsWith('duplicate'))
      .map(({ severity, code }) => `${severity} ${code}`);
  const find = (holds: (i: number) => boolean) => made.samples.findIndex((_, i) => holds(i));
  const label = made.samples[0].label;
  const partOf = (i: number) =>
    (['train', 'validation', 'test'] as const).find(part => split[part].includes(i));

  it('are grave by where they lie', async () => {
    const alike = (i: number) => i > 1 && made.samples[i].label === label;
    const elsewhere = find(i => alike(i) && partOf(i) !== partOf(0));
    const near = find(i => alike(i) && partOf(i) === partOf(0));
    const unlike = find(i => made.samples[i].label !== label);
    expect(await told([pair(0, elsewhere, 'near')])).toEqual(['serious duplicate-across-parts']);
    expect(await told([pair(0, near)])).toEqual(['caution duplicate-across-groups']);
    expect(await told([pair(0, 1)])).toEqual(['note duplicate-within-group']);
    expect(await told([pair(0, unlike)])).toEqual(['serious duplicate-two-labels']);
    expect(await told([])).toEqual([]);
  });

  it('are not checked where pictures were not compared, and that is said', async () => {
    const { notChecked } = await auditDataset(made, split);
    expect(notChecked.map(({ check }) => check)).toContain('exact and near-duplicate pictures');
  });
});

describe('vectors', () => {
  const made = madeDataset({ rows: 60, change: (_, i) => ({ text: `text ${i}` }) });
  const samples = Int32Array.from({ length: 60 }, (_, i) => i);
  const told = async (vectors: Matrix) => {
    const encoded = {
      encoder: 'text/made',
      samples,
      read: async (rows: Int32Array) => vectors.take(rows),
    };
    return (await findingsOf(made, null, { vectors: [encoded] }))
      .filter(({ code }) => code.startsWith('vectors'))
      .map(({ severity, code, rows }) => `${severity} ${code} ${rows.total}`);
  };
  const random = new Random(5, 'vectors');
  const noise = (size: number, at = 0) =>
    Matrix.fromRows(
      Array.from({ length: 60 }, () =>
        Array.from({ length: 8 }, () => at + size * random.normal()),
      ),
    );

  it('that differ are no finding', async () => {
    expect(await told(noise(1))).toEqual([]);
  });

  it('that are all the same, or nearly, or not numbers, are told', async () => {
    expect(await told(noise(0, 1))).toEqual(['serious vectors-constant 0']);
    expect(await told(noise(0.01, 1))).toEqual(['caution vectors-constant 0']);
    const holed = noise(1);
    holed.row(7)[3] = Number.NaN;
    expect(await told(holed)).toEqual(['serious vectors-not-finite 1']);
  });

  it('of pictures that nearly coincide are told, where their pixels did not show it', async () => {
    const near = noise(1, 3);
    near.row(4).set(near.row(9).map(value => value * 1.0001));
    const encoded = {
      encoder: 'image/made',
      samples,
      read: async (rows: Int32Array) => near.take(rows),
    };
    const split = made.samples.map((_, i) => (i === 9 ? ('test' as const) : ('train' as const)));
    const parted = madeDataset({ rows: 60, change: (_, i) => ({ part: split[i] }) });
    const [one] = (await findingsOf(parted, null, { vectors: [encoded] })).filter(
      ({ code }) => code === 'vectors-nearly-equal',
    );
    expect(one).toMatchObject({ severity: 'caution', rows: { total: 2 } });
    const pairs = [{ a: 4, b: 9, kind: 'near' as const, distance: 0 }];
    const evidence = { vectors: [encoded], duplicates: { pairs, complete: true } };
    const codes = (await findingsOf(parted, null, evidence)).map(({ code }) => code);
    expect(codes).not.toContain('vectors-nearly-equal');
  });

  it('that two texts share are told, and dead numbers are noted', async () => {
    const shared = noise(1);
    shared.row(4).set(shared.row(9));
    expect(await told(shared)).toEqual(['note vectors-shared 2']);
    const dead = noise(1);
    for (let i = 0; i < 60; i++) dead.row(i)[0] = 0;
    expect(await told(dead)).toEqual(['note vectors-constant 0']);
  });
});

describe('an audit', () => {
  it('refuses thresholds out of their range, and stops where it is asked to', async () => {
    const made = madeDataset();
    await expect(auditDataset(made, null, {}, { leakSerious: 0.4 })).rejects.toThrow(/E_OPTION/);
    await expect(auditDataset(made, null, {}, { leakCaution: 0.95 })).rejects.toThrow(/E_OPTION/);
    await expect(auditDataset(made, null, {}, { signal: AbortSignal.abort() })).rejects.toThrow(
      /E_ABORTED/,
    );
  });

  it('lists as many ids as asked, the first in their order', async () => {
    const record = () => ({ gap: null, here: 1 });
    const { findings } = await auditDataset(madeDataset({ record }), null, {}, { rowsListed: 3 });
    const gap = findings.find(({ about }) => about === 'gap');
    expect(gap?.rows).toEqual({ total: 400, ids: ['R00000', 'R00001', 'R00002'] });
  });
});
