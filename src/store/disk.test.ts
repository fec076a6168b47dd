import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import { contentKey, openStore } from './index.ts';

const settings = { fingerprint: 'abc', dimension: 256, encoder: { name: 'test' } };
const module = new URL('index.ts', import.meta.url).href;
const tensor = new URL('../tensor/index.ts', import.meta.url).href;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minga-disk-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

const canMount =
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0;
if (!canMount) console.warn('SKIPPED: no right to mount a small disk; a full one is not tried');
const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';
if (isWindows) console.warn('SKIPPED: rights and limits of files are tried on POSIX only');

/** Appends batches of 8 rows until one is refused, makes room, goes on; says what it saw as JSON. */
const fillScript = `
import { rmSync } from 'node:fs';
import { contentKey, openStore } from ${JSON.stringify(module)};
import { Matrix } from ${JSON.stringify(tensor)};
const [folder, ballast] = process.argv.slice(1);
const settings = ${JSON.stringify(settings)};
const store = await openStore(folder, settings, { shardRows: Number(process.argv[3]) });
const batch = at => {
  const numbers = Array.from({ length: 8 }, (_, i) => at + i);
  return [numbers.map(n => contentKey(String(n))), Matrix.fromRows(numbers.map(n => new Array(256).fill(n)))];
};
const sound = async (each, size) => {
  for (let n = 0; n < size; n++) {
    const { data } = await each.read([contentKey(String(n))]);
    if (data.some(value => value !== n)) return false;
  }
  return true;
};
let at = 0;
let refused = '';
while (refused === '' && at < 100000) {
  try { await store.append(...batch(at)); at += 8; } catch (error) { refused = String(error); }
}
const again = await store.append(...batch(at)).then(() => 'accepted', error => error.code);
const soundFull = store.size === at && (await sound(store, at));
const reader = await openStore(folder, settings, { readOnly: true });
const seenByReader = reader.size;
rmSync(ballast, { force: true });
const after = await store.append(...batch(at)).then(() => 'accepted', error => error.code);
const closed = await store.close().then(() => 'closed', error => error.code);
const last = await openStore(folder, settings, { readOnly: true });
console.log(JSON.stringify({ at, refused, again, soundFull, seenByReader, after, closed,
  size: last.size, sound: await sound(last, last.size), notices: last.notices }));
process.exit(0);`;

const node = `${process.execPath} --import tsx --input-type=module -e "$SCRIPT" --`;

function run(shell: string, options: object = {}) {
  const { stdout, stderr } = spawnSync('bash', ['-c', shell], {
    env: { ...process.env, SCRIPT: fillScript },
    encoding: 'utf8',
    ...options,
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('a full disk', () => {
  for (const shardRows of [40, 10_000]) {
    test.skipIf(!canMount)(
      `refuses the append, keeps the rest, goes on when there is room (shards of ${shardRows})`,
      () => {
        const seen = run(
          `exec unshare -m bash -c 'mount -t tmpfs -o size=800k none ${folder} && head -c 300000 /dev/zero > ${folder}/ballast && exec ${node} ${folder}/store ${folder}/ballast ${shardRows}'`,
        );
        expect(seen.refused).toMatch(/ENOSPC.*room on the disk.*E_STORE/);
        expect(seen).toMatchObject({ again: 'E_STORE', soundFull: true, seenByReader: seen.at });
        expect(seen.at).toBeGreaterThan(100);
        expect(seen).toMatchObject({ after: 'accepted', size: seen.at + 8, sound: true });
        expect(seen.notices).toEqual([]);
      },
    );
  }

  test.skipIf(isWindows)('a write that stops half-way is undone', () => {
    // The limit is on one file: the journal meets it in the middle of a batch.
    const seen = run(`ulimit -f 100; exec ${node} ${folder}/store ${folder}/none 10000`);
    expect(seen.refused).toMatch(/EFBIG.*E_STORE/);
    expect(seen).toMatchObject({ again: 'E_STORE', soundFull: true, seenByReader: seen.at });
    expect(seen).toMatchObject({ size: seen.at, sound: true, notices: [] });
    expect(seen.at % 8).toBe(0);
    expect(seen.at).toBeGreaterThan(50);
  });
});

describe('a folder that cannot be written', () => {
  test('because a file is in its place: refused with what to do', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(openStore(join(file, 'store'), settings)).rejects.toThrow(
      /ENOTDIR.*a folder that this user may write.*readOnly: true.*E_STORE/,
    );
    await expect(openStore(file, settings)).rejects.toThrow(/E_STORE/);
  });

  test.skipIf(isWindows)('because of its rights: writing is refused, reading works', async () => {
    const store = await openStore(folder, settings);
    await store.append([contentKey('a')], new Matrix(1, 256, new Float32Array(256).fill(3)));
    await store.close();
    mkdirSync(join(folder, 'empty'));
    for (const name of readdirSync(folder)) {
      if (isRoot) chownSync(join(folder, name), 65_534, 65_534);
      chmodSync(join(folder, name), name === 'empty' ? 0o500 : 0o400);
    }
    if (isRoot) chownSync(folder, 65_534, 65_534);
    chmodSync(folder, 0o500);
    const script = `
import { contentKey, openStore } from ${JSON.stringify(module)};
const settings = ${JSON.stringify(settings)};
const folder = process.argv[1];
const message = error => String(error);
const store = await openStore(folder, settings, { readOnly: true });
const { data } = await store.read([contentKey('a')]);
console.log(JSON.stringify({
  writing: await openStore(folder, settings).catch(message),
  making: await openStore(folder + '/empty/store', settings).catch(message),
  value: data[255], verified: await store.verify(),
}));`;
    // Rights do not bind root, so the child gives them up.
    const seen = run(`${node} ${folder}`, {
      env: { ...process.env, SCRIPT: script },
      ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
    });
    expect(seen.writing).toMatch(/lock could not be made \(EACCES\).*readOnly: true.*E_STORE/);
    expect(seen.making).toMatch(/EACCES.*E_STORE/);
    expect(seen.value).toBe(3);
    expect(seen.verified).toEqual({ shards: 1, rows: 1, damaged: [] });
  });
});
