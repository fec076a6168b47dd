import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { casesFile } from '../../study/index.ts';
import { madeRun } from '../fixture/run.ts';
import { putFile, writeRun } from '../fixture/run-folder.ts';
import { exportKinds, writeExports } from './write-exports.ts';

const run = madeRun({ heads: ['image', 'early'], lambdas: [1] });
const part = (rows: number) => ({
  ids: Array.from({ length: rows }, (_, i) => `s${i}`),
  groups: Array.from({ length: rows }, (_, i) => `g${i}`),
});
const cases = {
  format: 'minga-cases',
  version: 1,
  validation: part(run.results.split.validation.rows),
  test: part(run.results.split.test.rows),
};
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-exports-'));
  await writeRun(folder, run);
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeExports', () => {
  it('writes every kind into the folder of the run, whole, for its owner alone', async () => {
    await putFile(folder, casesFile, JSON.stringify(cases));
    const files = await writeExports(folder);
    expect([...new Set(files.map(({ kind }) => kind))]).toEqual([...exportKinds]);
    for (const { path } of files) {
      const { mode, size } = await stat(path);
      expect(mode & 0o777).toBe(0o600);
      expect(size).toBeGreaterThan(100);
    }
    expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  it('writes what was asked for alone', async () => {
    const files = await writeExports(folder, { only: ['latex'] });
    expect(files.map(({ path }) => basename(path))).toEqual(['tables.tex']);
    expect(await readFile(files[0].path, 'utf8')).toContain('\\toprule');
  });

  it('leaves predictions out of a run that is older than its cases, and refuses where they are asked for', async () => {
    const files = await writeExports(folder);
    expect(files.map(({ kind }) => kind)).not.toContain('predictions');
    await expect(writeExports(folder, { only: ['predictions'] })).rejects.toThrow('E_RUN');
  });

  it('refuses cases that are damaged or of other rows', async () => {
    await putFile(folder, casesFile, '{');
    await expect(writeExports(folder)).rejects.toThrow(/readable .*cases.*E_RUN/);
    await putFile(folder, casesFile, JSON.stringify({ ...cases, test: part(3) }));
    await expect(writeExports(folder)).rejects.toThrow(/3 test rows.*E_RUN/);
  });
});
