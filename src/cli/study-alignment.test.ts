import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alignmentStudySchema } from '../study/index.ts';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
const noNetwork = fileURLToPath(new URL('./no-network.mjs', import.meta.url));
let folder: string;

function minga(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1' };
  return new Promise(resolve =>
    execFile(process.execPath, [command, ...args], { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    ),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-study-alignment-'));
  writeFileSync(
    join(folder, 'plan.yaml'),
    'name: small\ndataset: { adapter: sample, folder: sample, rows: 160 }\nstore: store\nevaluate: { resamples: 100 }\ntrain: { seeds: 1 }\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('minga study alignment', () => {
  test('prints tables of what was asked for, and leaves them as Markdown and JSON', async () => {
    const tasks = 'retrieval,zero-shot,neighbours';
    const { code, out, err } = await minga('study', 'alignment', 'plan.yaml', '--tasks', tasks);
    expect([code, err]).toEqual([0, expect.stringContaining('Measuring alignment')]);
    for (const title of ['With all labels', 'Retrieval: the record of an image', 'zero-shot']) {
      expect(out).toContain(title);
    }
    expect(out).not.toContain('With few labels');
    expect(out).toMatch(/differences have an interval that excludes 0; were there none at all/);
    expect(out.split('\n').filter(line => line.length > 100)).toEqual([]);
    const run = join(folder, 'runs/small/alignment');
    const study = alignmentStudySchema.parse(
      JSON.parse(readFileSync(join(run, 'alignment.json'), 'utf8')),
    );
    expect(study.pairs[0].aligners[0].label).toBe('none');
    const page = readFileSync(join(run, 'alignment.md'), 'utf8');
    expect(page).toMatch(/^\| whiten \| .* \|$/m);
    expect(page).toContain('not a medical device');

    const again = await minga('study', 'alignment', 'plan.yaml', '--tasks', 'retrieval', '--json');
    expect([again.code, again.err]).toEqual([0, '']);
    expect(JSON.parse(again.out).costs.measuredNow).toBe(0);
  });

  test.each([
    [['--tasks', 'luck'], /one of under-trained, probe/],
    [['--shots', '0'], /a whole number from 1/],
    [['--draws', 'x'], /a whole number from 1/],
  ])('refuses %j as wrong use', async (args, message) => {
    const { code, err } = await minga('study', 'alignment', 'plan.yaml', ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  test('refuses data of one modality before anything is encoded', async () => {
    const rows = Array.from({ length: 30 }, (_, k) => `r${k},${k % 7},${k % 2 ? 'x' : 'y'}`);
    writeFileSync(join(folder, 'cases.csv'), `id,age,label\n${rows.join('\n')}\n`);
    writeFileSync(
      join(folder, 'texts.yaml'),
      'name: t\ndataset:\n  adapter: table\n  table: cases.csv\n  columns: { id: id, label: label }\n',
    );
    const { code, err } = await minga('study', 'alignment', 'texts.yaml');
    expect(err).toMatch(/has no pictures.*E_PLAN/s);
    expect(err).not.toContain('Encoding');
    expect(code).toBe(2);
  });
});
