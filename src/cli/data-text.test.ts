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
  folder = await mkdtemp(join(tmpdir(), 'minga-cli-text-'));
  const rows = Array.from(
    { length: 6 },
    (_, i) => `r${i},p.jpg,${'xy'[i % 2]},${30 + i},\u001b[31mred`,
  );
  writeFileSync(join(folder, 'r.csv'), ['id,file,grade,age,note', ...rows].join('\n'));
  writeFileSync(join(folder, 'p.jpg'), '');
  writeFileSync(
    join(folder, 'plan.yaml'),
    'name: p\ndataset:\n  adapter: table\n  table: r.csv\n  images: .\n' +
      '  columns: { id: id, image: file, label: grade }\n  text: { units: { age: years } }\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function minga(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1' };
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, out, err })));
}

describe('minga data preview', () => {
  test('shows texts with the label apart, and lets no control character through', async () => {
    const { code, out, err } = await minga('data', 'preview', 'plan.yaml', '--rows', '2');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/6 samples of 2 classes, 0 rows skipped/);
    expect(out).toMatch(
      /r\d \(line \d\) {2}label, not in the text: x\n {2}\| Age: 3\d years\. Note: /,
    );
    expect(out.match(/not in the text:/g)).toHaveLength(2);
    expect(out).not.toContain('\u001b');
  });

  test('--json is one line, in the language asked for', async () => {
    const { code, out } = await minga('data', 'preview', 'plan.yaml', '--language', 'es', '--json');
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    const { rows, textFields } = JSON.parse(out);
    expect(textFields).toEqual(['age', 'note']);
    expect(rows).toHaveLength(5);
    expect(rows[0].text).toMatch(/^Edad: 3\d years\. Note: /);
  });

  test('says that it prints patient data, and refuses what is no number or language', async () => {
    expect((await minga('data', 'preview', '--help')).out).toMatch(/prints patient data/);
    expect((await minga('data', 'preview', 'plan.yaml', '--rows', '0')).code).toBe(2);
    expect((await minga('data', 'preview', 'plan.yaml', '--language', 'de')).code).toBe(2);
  });
});

describe('minga data tokens', () => {
  test('shows a table, and what a limit would cut', async () => {
    const { code, out } = await minga('data', 'tokens', 'plan.yaml', '--limit', '3');
    expect(code).toBe(0);
    expect(out).toMatch(/6 texts of age, note/);
    expect(out).toMatch(/builtin \(words\) +none +\d+ +\d+ +\d+ +\d+ +0\.0%/);
    expect(out).toMatch(/builtin \(words\) if cut at +3 .* 100\.0%/);
    expect(out).toMatch(/fields cut: note \(all of it in 6\)/);
  });

  test('--json is one line without progress', async () => {
    const { code, out, err } = await minga('data', 'tokens', 'plan.yaml', '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).encoders).toMatchObject([
      { name: 'builtin', unit: 'words', limit: null },
    ]);
  });
});
