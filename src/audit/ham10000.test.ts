import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, loadDataset, makeSplit } from '../data/index.ts';
import { auditDataset } from './audit-dataset.ts';

const root = fileURLToPath(new URL('../../../shared/data/ham10000', import.meta.url));
const absent = !existsSync(root);
if (absent) console.warn(`No HAM10000 at ${root}: its audit is not tested by this run.`);

describe.skipIf(absent)('the audit of HAM10000', () => {
  let dataset: Dataset;
  let leaking: Dataset;
  beforeAll(async () => {
    dataset = await loadDataset({ adapter: 'ham10000', root });
    const fields = ['age', 'sex', 'localization', 'dx_type'] as const;
    leaking = await loadDataset({ adapter: 'ham10000', root, text: { fields: [...fields] } });
  });

  const predicting = async (audited: Dataset) => {
    const { findings } = await auditDataset(audited, makeSplit(audited));
    return findings.filter(({ code }) => code === 'field-predicts-label');
  };

  it('finds that dx_type gives nevi away, and says nothing of age, sex and place', async () => {
    const [one, ...others] = await predicting(leaking);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ severity: 'serious', about: 'dx_type' });
    expect(one.evidence).toContain(
      '“follow_up” in 3,704 rows, all of them nv; these are 55 % of nv',
    );
    expect(one.remedy).toBe('dataset: { text: { fields: [age, sex, localization] } }');
    expect(one.rows.total).toBe(3704);
  });

  it('does so by the figures, not because the adapter declares it', async () => {
    const [one] = await predicting({ ...leaking, leaks: {}, warnings: [] });
    expect(one).toMatchObject({ severity: 'serious', about: 'dx_type' });
  });

  it('only notes it where it is not in the text, as by default', async () => {
    const [one] = await predicting(dataset);
    expect(one).toMatchObject({ severity: 'note', about: 'dx_type' });
  });

  it('finds the lesions on both sides of a split by images, and says what one by lesions spares', async () => {
    const { findings } = await auditDataset(dataset, makeSplit(dataset, { group: null }));
    expect(findings[0]).toMatchObject({ code: 'group-straddles-split', severity: 'serious' });
    expect(findings[0].remedy).toBe('split: { group: lesion_id }');
    const { findings: spared } = await auditDataset(dataset, makeSplit(dataset));
    expect(spared.filter(({ severity }) => severity === 'serious')).toEqual([]);
    const would = spared.find(({ code }) => code === 'group-would-straddle');
    expect(would?.evidence).toMatch(
      /^1,956 of 7,470 groups of lesion_id .* break about 1,005 of them/,
    );
  });
});
