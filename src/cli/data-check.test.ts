import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
const noNetwork = fileURLToPath(new URL('./no-network.mjs', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-check-'));
  const plan = 'name: small\ndataset: { adapter: sample, folder: sample, rows: 120 }\n';
  writeFileSync(join(folder, 'whole.yaml'), plan);
  writeFileSync(join(folder, 'rows.yaml'), `${plan}split: { group: null }\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function check(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1' };
  const child = spawn(process.execPath, [command, 'data', 'check', ...args], { cwd: folder, env });
  const said = { out: '', err: '' };
  child.stdout.on('data', chunk => {
    said.out += chunk;
  });
  child.stderr.on('data', chunk => {
    said.err += chunk;
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, ...said })));
}

describe('minga data check', () => {
  test('tells findings by severity with rows and remedy, and ends with 1 where one is serious', async () => {
    const { code, out, err } = await check('rows.yaml');
    expect(err).toMatch(/✓ Comparing pictures: 119 pictures/);
    expect(out).toMatch(/^SERIOUS: .*\n\n {2}Samples of one lesion_id are in more than one part/);
    expect(out).toContain('mend  split: { group: lesion_id }');
    expect(out).toMatch(/NOTES[\s\S]*follow_up_code tells the label/);
    expect(out).toMatch(/\d+\schecks: \d+ serious, .* No finding is no proof\.\n$/);
    expect(code).toBe(1);
  });

  test('is one line of JSON for machines, opens no picture where it is told so', async () => {
    const { code, out, err } = await check('whole.yaml', '--json', '--no-images');
    const { dataset, findings, notChecked } = JSON.parse(out);
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(err).toBe('');
    expect(dataset).toBe('sample');
    expect(findings.map((one: { code: string }) => one.code)).toContain('field-predicts-label');
    expect(notChecked.map((one: { check: string }) => one.check)).toContain(
      'exact and near-duplicate pictures',
    );
    expect(code).toBe(0);
  });

  test('takes the thresholds of the plan, and refuses those that contradict one another', async () => {
    const plan = (audit: string) =>
      `name: own\ndataset: { adapter: sample, folder: sample, rows: 120 }\naudit: ${audit}\n`;
    writeFileSync(join(folder, 'own.yaml'), plan('{ rowsListed: 1, leakCaution: 0.51 }'));
    const { findings } = JSON.parse((await check('own.yaml', '--json', '--no-images')).out);
    const weak = findings.filter((one: { code: string }) => one.code === 'field-predicts-label');
    expect(weak.length).toBeGreaterThan(1);
    expect(findings.every((one: { rows: { ids: string[] } }) => one.rows.ids.length <= 1)).toBe(
      true,
    );
    writeFileSync(join(folder, 'own.yaml'), plan('{ leakSerious: 0.7 }'));
    const refused = await check('own.yaml', '--no-images');
    expect(refused.err).toMatch(/line 3: audit\.leakCaution: at most leakSerious.*E_PLAN/s);
    expect(refused.code).toBe(2);
  });

  test('fails on cautions, or never, as it is told; another word is wrong use', async () => {
    const never = await check('rows.yaml', '--no-images', '--fail-on', 'never');
    const caution = await check('whole.yaml', '--no-images', '--fail-on', 'caution');
    const wrong = await check('whole.yaml', '--fail-on', 'sometimes');
    expect([never.code, caution.code, wrong.code]).toEqual([0, 1, 2]);
  });
});
