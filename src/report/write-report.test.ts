import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labelsFile, resultsFile } from '../study/index.ts';
import { encodeSafetensors } from '../tensor/index.ts';
import { bestCells } from './cells.ts';
import { madeRun } from './fixture/run.ts';
import { putFile, writeRun } from './fixture/run-folder.ts';
import { renderReport } from './page.ts';
import { writeReport } from './write-report.ts';

const run = madeRun({ heads: ['image', 'early'], lambdas: [1] });
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-report-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeReport', () => {
  it('writes the page of the run into its folder, for its owner alone', async () => {
    await writeRun(folder, run);
    const path = await writeReport(folder);
    expect(path).toBe(join(folder, 'report.html'));
    expect(await readFile(path, 'utf8')).toBe(renderReport(run));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  it('writes over an earlier page', async () => {
    await writeRun(folder, run);
    await writeFile(join(folder, 'report.html'), 'earlier');
    expect(await readFile(await writeReport(folder), 'utf8')).toContain('<!doctype html>');
  });

  it('refuses a folder without results, and results that are not JSON', async () => {
    await expect(writeReport(folder)).rejects.toThrow('E_RUN');
    await expect(writeReport(join(folder, 'absent'))).rejects.toThrow('E_RUN');
    await writeFile(join(folder, resultsFile), '{');
    await expect(writeReport(folder)).rejects.toThrow('E_RUN');
  });

  it('refuses results of another version and says which part does not fit', async () => {
    await writeRun(folder, run);
    await putFile(folder, resultsFile, JSON.stringify({ ...run.results, version: 2 }));
    await expect(writeReport(folder)).rejects.toThrow(/version.*E_RUN/);
  });

  it('refuses a run whose predictions or labels are missing, torn or of another shape', async () => {
    await writeRun(folder, run);
    const { predictions } = bestCells(run.results).fused ?? run.results.cells[0];
    const whole = await readFile(join(folder, predictions));
    await putFile(folder, predictions, whole.subarray(0, whole.length - 1));
    await expect(writeReport(folder)).rejects.toThrow(/without a readable .*E_RUN/);
    await rm(join(folder, predictions));
    await expect(writeReport(folder)).rejects.toThrow('E_RUN');
    await putFile(folder, predictions, encodeSafetensors([]));
    await expect(writeReport(folder)).rejects.toThrow(/without validation predictions.*E_RUN/);
    await writeRun(folder, run);
    await putFile(folder, labelsFile, encodeSafetensors([]));
    await expect(writeReport(folder)).rejects.toThrow(/validation labels.*E_RUN/);
    expect(await readdir(folder)).not.toContain('report.html');
  });

  it('does not follow a name that leads out of the folder', async () => {
    const cells = run.results.cells.map(cell => ({ ...cell, predictions: '../../elsewhere' }));
    await writeRun(folder, run);
    await putFile(folder, resultsFile, JSON.stringify({ ...run.results, cells }));
    await expect(writeReport(folder)).rejects.toThrow(/outside its folder.*E_RUN/);
  });
});
