import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
const noNetwork = fileURLToPath(new URL('./no-network.mjs', import.meta.url));
let folder: string;

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(...args: string[]): { child: ChildProcess; ended: Promise<Outcome> } {
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1' };
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, env });
  const said = { out: '', err: '' };
  child.stdout.on('data', chunk => {
    said.out += chunk;
  });
  child.stderr.on('data', chunk => {
    said.err += chunk;
  });
  const ended = new Promise<Outcome>(resolve =>
    child.on('close', code => resolve({ code, ...said })),
  );
  return { child, ended };
}

const minga = (...args: string[]) => start(...args).ended;

function planFile(name: string, align: string, more = ''): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    `name: small\ndataset: { adapter: sample, folder: sample, rows: 160 }\nstore: store\nalign: ${align}\n${more}`,
  );
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-align-'));
  planFile('plan.yaml', '[{ shift: { lambda: [0.5, 1] } }, center, none]');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('minga align', () => {
  test('shows every alignment in three tables, none first, says what they mean, and writes nothing but the store', async () => {
    const { code, out, err } = await minga('align', 'plan.yaml', '--explain');
    expect(code).toBe(0);
    expect(err).toMatch(/✓ Measuring alignments: 4 alignments in/);
    expect(out).toMatch(
      /^image\/builtin \(\d+ numbers\) \+ text\/builtin \(\d+\): \d+\stest rows; alignments learned from/,
    );
    for (const heading of ['The gap. ', 'The spread (', 'Finding the other half (']) {
      expect(out).toContain(heading);
    }
    expect(out.match(/^ {2}(none|shift\(0\.5\)|shift\(1\)|center) .*\d/gm)).toHaveLength(12);
    expect(out).toMatch(/separable +energy\n {2}none .*\n {2}shift\(0\.5\)/);
    expect(out).toMatch(/^ {2}chance alone .*\n {2}most possible .*\d$/m);
    expect(out).toContain('A small gap is no proof');
    expect(out).toMatch(/^ {2}separable {2}How well a line tells images from records/m);
    expect(out).toMatch(/^ {2}i→t @1 {5}How often/m);
    const lines = out.split('\n');
    expect(lines.filter(line => line.length > 100)).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['plan.yaml', 'sample', 'store']);
  });

  test('--json gives in one line the figures that a run of the plan writes', async () => {
    const few = planFile(
      'run.yaml',
      '[none, { shift: { lambda: 0.5 } }]',
      'fuse: [early]\ntrain: { seeds: 1, epochs: 1 }\nevaluate: { resamples: 100 }\n',
    );
    expect((await minga('run', few, '--json')).code).toBe(0);
    const { geometry } = JSON.parse(readFileSync(join(folder, 'runs/small/results.json'), 'utf8'));
    for (const part of ['test', 'train']) {
      const { code, out, err } = await minga('align', few, '--json', '--rows', part);
      expect([code, err]).toEqual([0, '']);
      expect(out.trim().split('\n')).toHaveLength(1);
      const { rows, pairs } = JSON.parse(out);
      expect(rows).toBe(part);
      const [{ image, text, aligners }] = pairs;
      const own = aligners.map(({ name: _, ...figures }: { name: string }) => ({
        image,
        text,
        rows,
        ...figures,
      }));
      expect(own).toEqual(geometry.filter((entry: { rows: string }) => entry.rows === part));
    }
  });

  test('leaves a learned λ to a run, and says so', async () => {
    const plan = planFile('learned.yaml', '[{ shift: { lambda: learned } }]');
    const { code, out, err } = await minga('align', plan);
    expect(code).toBe(0);
    expect(err).toMatch(/! a learned λ is left out/);
    expect(out.match(/^ {2}none /gm)).toHaveLength(3);
    expect(out).toMatch(/--explain says what each figure means\.\n$/);
    expect(out).not.toContain('learned-shift');
  });

  test('stops on Ctrl-C with a word on how to go on', async () => {
    const lambdas = Array.from({ length: 60 }, (_, k) => (k - 30) / 30);
    const plan = planFile('many.yaml', `[{ shift: { lambda: [${lambdas}] } }]`);
    const { child, ended } = start('align', plan);
    child.stderr?.on('data', chunk => {
      if (String(chunk).includes('Measuring alignments')) child.kill('SIGINT');
    });
    const { code, out, err } = await ended;
    expect(err).toMatch(/Stopping after the work in hand/);
    expect(err).toMatch(/run the same command again.*\[E_ABORTED\]|\[E_ABORTED\]/s);
    expect([code, out]).toEqual([1, '']);
  });
});

describe('minga align used wrongly', () => {
  test.each([
    [['align'], 2, /missing required argument/],
    [['align', 'plan.yaml', '--rows', 'validation'], 2, /Allowed choices are train, test/],
    [['align', 'nothing.yaml'], 1, /no plan at nothing.yaml.*E_FILE_MISSING/],
  ])('%j ends with %i and says why', async (args, expected, message) => {
    const { code, err } = await minga(...args);
    expect(err).toMatch(message);
    expect(code).toBe(expected);
  });

  test('an alignment that there is not is named with its line', async () => {
    const { code, err } = await minga('align', planFile('wrong.yaml', '[twist]'));
    expect(err).toMatch(/wrong.yaml line 4: align.0.*E_PLAN/s);
    expect(code).toBe(2);
  });

  test('data of one modality have nothing to align', async () => {
    const rows = Array.from({ length: 30 }, (_, k) => `r${k},${k % 7},${k % 2 ? 'x' : 'y'}`);
    writeFileSync(join(folder, 'cases.csv'), `id,age,label\n${rows.join('\n')}\n`);
    writeFileSync(
      join(folder, 'texts.yaml'),
      'name: t\ndataset:\n  adapter: table\n  table: cases.csv\n  columns: { id: id, label: label }\n',
    );
    const { code, err } = await minga('align', 'texts.yaml');
    expect(err).toMatch(/has no pictures.*E_PLAN/s);
    expect(code).toBe(2);
  });
});
