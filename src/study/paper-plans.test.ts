import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset, makeSplit, writeExampleDataset } from '../data/index.ts';
import { readPlan } from './plan-file.ts';

const plansIn = (folder: string) =>
  readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .map(file => join(folder, file));
const paper = plansIn('plans/paper').filter(file => !file.includes('baselines'));
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-paper-plans-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('every plan that comes with Minga', () => {
  it.each([...plansIn('plans'), ...paper])(
    '%s fits the schema of plans and reports under its own name',
    async path => {
      const plan = await readPlan(path);
      expect(plan.report.folder).toBe(`runs/${plan.name}`);
    },
  );
});

describe('the plans of the paper', () => {
  it('are named as their files and come in two forms, honest and the paper’s', async () => {
    for (const path of paper) {
      const plan = await readPlan(path);
      const name = basename(path, '.yaml');
      expect(plan.name).toBe(`paper-${name}`);
      expect(plan.protocol).toBe(name.endsWith('-protocol') ? 'paper' : 'honest');
      expect(paper).toContain(
        path.includes('-protocol')
          ? path.replace('-protocol', '')
          : path.replace('.yaml', '-protocol.yaml'),
      );
    }
    expect(paper).toHaveLength(2 * 11);
  });

  it('train five seeds where they are honest, and have the paper’s heads', async () => {
    for (const path of paper) {
      const { train, fuse, protocol } = await readPlan(path);
      expect(train.seeds).toHaveLength(protocol === 'honest' ? 5 : 1);
      expect(train.rate).toBe(0.001);
      expect(fuse.find(({ name }) => name === 'early')?.hidden).toBe(128);
      expect(fuse.find(({ name }) => name === 'late')?.hidden).toBe(64);
    }
  });

  // The invented folder of MIMIC-CXR is PhysioNet's, without the paper's own tables and their label.
  const tried = paper.filter(path => !path.includes('mimic-cxr'));
  const roots = new Map<string, Promise<string>>();

  it.each(tried)('%s finds its labels, fields and parts in an invented folder', async path => {
    const { dataset: settings, split } = await readPlan(path);
    if (!('root' in settings)) throw new Error('a plan of the paper names a folder');
    const root = roots.get(settings.adapter) ?? invented(settings.adapter);
    roots.set(settings.adapter, root);
    const dataset = await loadDataset({ ...settings, root: await root });
    const { train, validation, test } = makeSplit(dataset, split);
    for (const rows of [train, validation, test]) expect(rows.length).toBeGreaterThan(0);
  });
});

async function invented(adapter: string): Promise<string> {
  const root = join(folder, adapter);
  await writeExampleDataset(adapter, root, { size: 36 });
  return root;
}
