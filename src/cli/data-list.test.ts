import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
const env = { ...process.env, NO_COLOR: '1' };

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'minga-data-list-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function minga(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args], {
    cwd: folder,
    env,
  });
  return stdout;
}

describe('minga data list', () => {
  test('tells every declared data set, in words and as JSON', async () => {
    const [words, json] = await Promise.all([
      minga('data', 'list'),
      minga('data', 'list', '--json'),
    ]);
    const summaries: { name: string; home: string; leaks: object }[] = JSON.parse(json);
    expect(summaries.length).toBeGreaterThanOrEqual(4);
    for (const { name, home, leaks } of summaries) {
      expect(words).toContain(`${name}  `);
      expect(words).toContain(home);
      for (const field of Object.keys(leaks)) expect(words).toContain(field);
    }
  }, 60_000);

  test('tells one in full, and the nearest name of one that there is not', async () => {
    const [one, unknown] = await Promise.all([
      minga('data', 'list', 'satellitebench'),
      minga('data', 'list', 'satelitebench').catch(error => error),
    ]);
    for (const word of ['trainUntil', 'terciles', 'cases: the label is made from it', '2017-06-30'])
      expect(one).toContain(word);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('did you mean "satellitebench"?');
  }, 60_000);
});

describe('minga data sample', () => {
  test('writes an invented folder once, and says where', async () => {
    const said = await minga('data', 'sample', 'ham10000', 'ham', '--size', '12', '--json');
    expect(JSON.parse(said)).toMatchObject({ adapter: 'ham10000', folder: 'ham', invented: true });
    expect(readdirSync(join(folder, 'ham')).sort()).toEqual([
      'HAM10000_images_part_1',
      'HAM10000_images_part_2',
      'HAM10000_metadata.csv',
      'INVENTED.txt',
    ]);
    const again = await minga('data', 'sample', 'ham10000', 'ham').catch(error => error);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('[E_OPTION]');
    const wrong = await minga('data', 'sample', 'ham10000', 'x', '--size', 'few').catch(
      error => error,
    );
    expect(wrong.code).toBe(2);
  }, 60_000);
});
