import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
const noNetwork = fileURLToPath(new URL('./no-network.mjs', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-deidentify-cli-'));
  await mkdir(join(folder, 'in'));
  const picture = sharp({ create: { width: 9, height: 7, channels: 3, background: '#a05040' } });
  const exif = { IFD0: { Artist: 'Ana Silva' } };
  await writeFile(join(folder, 'in', 'silva.jpg'), await picture.withExif(exif).jpeg().toBuffer());
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function minga(...args: string[]): Promise<Outcome> {
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1' };
  const words = [command, 'data', 'deidentify', ...args];
  const child = spawn(process.execPath, words, { cwd: folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, out, err })));
}

describe('minga data deidentify', () => {
  test('copies a folder, says what was removed, and that nothing is guaranteed', async () => {
    const { code, out } = await minga('in', '--out', 'copies');
    expect(code).toBe(0);
    expect(out).toMatch(/0 DICOM, 1 JPEG and 0 PNG of 1 file/);
    expect(out).toMatch(/an owner, an author/);
    expect(out).toMatch(/New key in .*deidentification\.key/);
    expect(out).toMatch(/No guarantee: pixels were not looked at/);
    expect(out).not.toMatch(/Silva/);
    const [copy] = (await readdir(join(folder, 'copies'))).filter(name => name.endsWith('.jpg'));
    expect((await readFile(join(folder, 'copies', copy))).includes('Silva')).toBe(false);
    const again = await minga('in', '--out', 'copies', '--json');
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/not empty.*E_OPTION/);
  });

  test('looks through the texts of a plan, and names lines and kinds only', async () => {
    const notes = ['clear', 'clear', 'seen by Dr. Ana Souza', 'clear', 'clear', 'clear'];
    const rows = notes.map((note, i) => `r${i},p.jpg,${'xy'[i % 2]},${30 + i},${note}`);
    await writeFile(join(folder, 'r.csv'), ['id,file,grade,age,note', ...rows].join('\n'));
    await writeFile(join(folder, 'p.jpg'), '');
    await writeFile(
      join(folder, 'plan.yaml'),
      'name: p\ndataset:\n  adapter: table\n  table: r.csv\n  images: .\n' +
        '  columns: { id: id, image: file, label: grade }\n',
    );
    const { code, out, err } = await minga('plan.yaml', '--texts', '--json');
    expect(err).toBe('');
    expect(code).toBe(0);
    const { found } = JSON.parse(out);
    expect(found).toContainEqual({ column: 'note', kind: 'name', matches: 1, lines: [4] });
    expect(out).not.toMatch(/Souza/);
  });

  test('is used with a folder for the copies or for texts, not both', async () => {
    expect((await minga('in')).code).toBe(2);
    expect((await minga('in', '--out', 'x', '--texts')).code).toBe(2);
  });
});
