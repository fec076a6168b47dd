import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, type FaultsList, loadDataset, makeSplit } from '../data/index.ts';
import type { Audit } from './audit.ts';
import { auditDataset } from './audit-dataset.ts';

const rows = 240;

describe.each([0, 1, 2, 3])('the audit of the built-in sample, seed %i', seed => {
  let base = '';
  let dataset: Dataset;
  let faults: FaultsList;
  let audit: Audit;

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'minga-audit-'));
    const folder = join(base, 'sample');
    dataset = await loadDataset({ adapter: 'sample', folder, rows, seed });
    faults = JSON.parse(await readFile(join(folder, 'faults.json'), 'utf8'));
    audit = await auditDataset(dataset, makeSplit(dataset), {}, { rowsListed: rows });
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

  it('has nothing serious to say of it', () => {
    expect(audit.findings.filter(({ severity }) => severity === 'serious')).toEqual([]);
  });
});
