import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'minga-data-split-'));
afterAll(() => rmSync(folder, { recursive: true }));

function split(settings: string, ...args: string[]) {
  const plan = `name: x\ndataset: { adapter: sample, folder: sample, rows: 240 }\nsplit: ${settings}\n`;
  writeFileSync(join(folder, 'plan.yaml'), plan);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, 'data', 'split', 'plan.yaml', ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  );
  return { status, stdout, stderr };
}

test('a split is shown, written for its owner alone, and never written over unasked', () => {
  const shown = split('{ seed: 1 }', '--out', 'split.json');
  expect(shown.stderr).toMatch(/ids of your samples/);
  expect(shown.stdout).toMatch(/sample, grouped by lesion.* groups\), seed 1/);
  expect(shown.stdout).toMatch(/alder +\d+ \(\d+\.\d %\)/);
  const file = join(folder, 'split.json');
  const { hash } = JSON.parse(readFileSync(file, 'utf8'));
  expect(shown.stdout).toContain(`Hash  ${hash}`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(split('{ seed: 1 }', '--out', 'split.json').stdout).toMatch(/Is there already/);
  const refused = split('{ seed: 2 }', '--out', 'split.json');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/split.json holds another split.*--force/);
  expect(JSON.parse(readFileSync(file, 'utf8')).hash).toBe(hash);
  expect(split('{ seed: 2 }', '--out', 'split.json', '--force').status).toBe(0);
  const reread = split('{ method: file, path: split.json }', '--json');
  expect(JSON.parse(reread.stdout).splits[0]).toMatchObject({
    hash: JSON.parse(readFileSync(file, 'utf8')).hash,
    settings: { method: 'grouped', seed: 2 },
    file: null,
  });
}, 120_000);

test('all folds and repeats are written, one file each, and faults of use exit with 2', () => {
  const { stdout } = split('{ method: folds, folds: 3, repeats: 2 }', '--folder', 'all', '--json');
  const { splits } = JSON.parse(stdout);
  expect(splits).toHaveLength(6);
  expect(readdirSync(join(folder, 'all')).sort()).toEqual(
    [0, 1].flatMap(seed => [0, 1, 2].map(fold => `seed-${seed}-fold-${fold}.json`)),
  );
  const tested = [0, 1, 2].map(fold => splits[fold].parts.test.rows);
  const rows = ['train', 'validation', 'test'].map(part => splits[0].parts[part].rows);
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  expect(sum(tested)).toBe(sum(rows));
  expect(split('{ seed: 1 }', '--out', 'a', '--folder', 'b').status).toBe(2);
  const wrong = split('{ method: fold }');
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toMatch(/split.*one of grouped, folds, time, site, given, file/);
}, 120_000);
