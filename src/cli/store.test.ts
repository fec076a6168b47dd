import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { contentKey, openStore, type StoreOptions } from '../store/index.ts';
import { Matrix } from '../tensor/index.ts';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
const noNetwork = fileURLToPath(new URL('./no-network.mjs', import.meta.url));
const folders: string[] = [];
let folder: string;

/** Two stores, one of them encrypted, as two plans would leave them. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-store-cli-'));
  folders.push(folder);
  await make('a'.repeat(64), 'image', 'builtin', {});
  await make('b'.repeat(64), 'text', 'potion', { encryption: { key: new Uint8Array(32).fill(7) } });
});
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

const placeOf = (fingerprint: string) => join(folder, '.minga/store', fingerprint.slice(0, 16));

async function make(fingerprint: string, modality: string, name: string, options: StoreOptions) {
  const settings = { fingerprint, dimension: 2, encoder: { name, modality } };
  const store = await openStore(placeOf(fingerprint), settings, options);
  await store.append(
    ['x', 'y', 'z'].map(contentKey),
    Matrix.fromRows([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
  );
  await store.close();
  writeFileSync(`${placeOf(fingerprint)}.extraction.json`, '{"vectors":3,"seconds":1}');
}

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function minga(...args: string[]): Promise<Outcome> {
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1' };
  // No command here may need the key.
  Reflect.deleteProperty(env, 'MINGA_STORE_KEY');
  const child = spawn(process.execPath, [command, 'store', ...args], { cwd: folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, out, err })));
}

/** Changes the last byte of a store's shard. */
function damage(fingerprint: string): string {
  const [name] = readdirSync(placeOf(fingerprint)).filter(each => each.startsWith('shard-'));
  const path = join(placeOf(fingerprint), name);
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(path, bytes);
  return name;
}

describe('minga store list', () => {
  test('shows every store without its key, and nothing of its content', async () => {
    const { code, out, err } = await minga('list');
    expect(err).toBe('');
    expect(out).toMatch(/image builtin: 3 rows × 2, float32/);
    expect(out).toMatch(/text potion: 3 rows × 2, float32, encrypted/);
    expect(code).toBe(0);
    const { out: json } = await minga('list', '--json');
    expect(JSON.parse(json)).toMatchObject([{ encrypted: false }, { encrypted: true, rows: 3 }]);
  });

  test('a folder without stores has none', async () => {
    expect(await minga('list', 'nowhere')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/no stores in nowhere/),
    });
  });
});

describe('minga store verify', () => {
  test('finds all well, and then the one shard that has changed', async () => {
    const sound = await minga('verify');
    expect(sound.out).toMatch(/aaaa.*sound/);
    expect(sound.out).toMatch(/bbbb.*sound/);
    expect(sound.code).toBe(0);
    const name = damage('b'.repeat(64));
    const { code, out } = await minga('verify');
    expect(out).toMatch(/aaaa.*sound/);
    expect(out).toContain(name);
    expect(code).toBe(1);
    const one = await minga('verify', placeOf('a'.repeat(64)), '--json');
    expect(one.code).toBe(0);
    expect(JSON.parse(one.out)).toMatchObject([{ rows: 3, damaged: [] }]);
  });
});

describe('minga store purge', () => {
  test('says what would go, ends with 2 and touches nothing without --yes', async () => {
    const { code, out } = await minga('purge', '.minga/store');
    expect(out).toMatch(/would remove.*builtin[\s\S]*would remove.*potion[\s\S]*--yes/);
    expect(code).toBe(2);
    expect((await minga('verify')).code).toBe(0);
  });

  test('removes one encoder with its record, and leaves the other whole', async () => {
    const { code } = await minga('purge', '.minga/store', '--encoder', 'potion', '--yes');
    expect(code).toBe(0);
    expect(readdirSync(join(folder, '.minga/store'))).toEqual([
      'a'.repeat(16),
      `${'a'.repeat(16)}.extraction.json`,
    ]);
    expect((await minga('verify')).out).toMatch(/aaaa.*sound/);
  });

  test('leaves files of others where they are', async () => {
    const stray = join(placeOf('a'.repeat(64)), 'notes.txt');
    writeFileSync(stray, 'mine');
    expect((await minga('purge', placeOf('a'.repeat(64)), '--yes')).code).toBe(0);
    expect(existsSync(stray)).toBe(true);
  });
});
