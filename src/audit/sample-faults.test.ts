import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, type FaultsList, loadDataset, makeSplit } from '../data/index.ts';
import type { Audit } from './audit.ts';
import { auditDataset } from './audit-dataset.ts';
import { pictureDuplicates } from './duplicates/index.ts';
import type { Duplicates } from './evidence.ts';

const rows = 240;

describe.each([0, 1, 2, 3])('the audit of the built-in sample, seed %i', seed => {
  let base = '';
  let dataset: Dataset;
  let faults: FaultsList;
  let audit: Audit;
  let duplicates: Duplicates;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'minga-audit-'));
    const folder = join(base, 'sample');
    dataset = await loadDataset({ adapter: 'sample', folder, rows, seed });
    faults = JSON.parse(await readFile(join(folder, 'faults.json'), 'utf8'));
    const { skipped, ...found } = await pictureDuplicates(dataset.samples);
    duplicates = found;
    const evidence = { duplicates, failed: skipped };
    audit = await auditDataset(dataset, makeSplit(dataset), evidence, { rowsListed: rows });
  });
  afterAll(() => rm(base, { recursive: true }));

  const found = (code: string) => audit.findings.filter(finding => finding.code === code);

  it('finds the leaking column and no other', () => {
    expect(found('field-predicts-label').map(({ about }) => about)).toEqual(faults.leakingColumns);
  });

  it('finds the values that are missing, row by row', () => {
    const absent = new Set(faults.absentImages);
    const expected = Object.entries(faults.missingValues).map(([column, ids]) => {
      const kept = ids.filter(id => !absent.has(id)).sort();
      return [column, { total: kept.length, ids: kept }];
    });
    expect(Object.fromEntries(found('values-missing').map(one => [one.about, one.rows]))).toEqual(
      Object.fromEntries(expected),
    );
  });

  it('finds the row whose picture is absent', () => {
    expect(found('image-absent').map(one => one.rows.ids)).toEqual([faults.absentImages]);
  });

  it('finds the picture that cannot be decoded', () => {
    expect(found('image-unreadable').map(one => one.rows.ids)).toEqual([faults.unreadableImages]);
  });

  it('finds every planted pair of like pictures, and no other across lesions', () => {
    const planted = [...faults.exactDuplicates, ...faults.nearDuplicates].map(({ id, of }) =>
      [id, of].sort().join(' '),
    );
    // Two pictures of one lesion can be as alike.
    const across = duplicates.pairs
      .map(({ a, b }) => [dataset.samples[a], dataset.samples[b]])
      .filter(([a, b]) => a.group !== b.group);
    const pairs = across.map(two =>
      two
        .map(({ id }) => id)
        .sort()
        .join(' '),
    );
    expect(pairs.sort()).toEqual(planted.sort());
    const told = audit.findings.filter(
      ({ code, severity }) => code.startsWith('duplicate') && severity !== 'note',
    );
    expect(told.flatMap(one => one.rows.ids).sort()).toEqual(
      planted.flatMap(pair => pair.split(' ')).sort(),
    );
  });

  it('has nothing else that is serious to say of it', () => {
    const serious = audit.findings.filter(({ severity }) => severity === 'serious');
    expect(serious.filter(({ code }) => code !== 'duplicate-across-parts')).toEqual([]);
  });
});
