import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import { contentKey, listStores, openStore, purgeStore, verifyStore } from './index.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'minga-list-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const key = new Uint8Array(32).fill(3);
const keys = (count: number) => Array.from({ length: count }, (_, i) => contentKey(`${i}`));

async function make(name: string, options = {}) {
  const settings = { fingerprint: name, dimension: 2, encoder: { name, modality: 'image' } };
  const store = await openStore(join(root, name), settings, options);
  await store.append(keys(3), Matrix.zeros(3, 2));
  return store;
}

describe('the stores of a folder', () => {
  test('are told without a key, a writer’s among them; other folders are none', async () => {
    await (await make('b', { precision: 'float16', encryption: { key } })).close();
    const writer = await make('a');
    mkdirSync(join(root, 'else'));
    writeFileSync(join(root, 'else', 'manifest.json'), '{}');
    const [a, b, ...rest] = await listStores(root);
    expect(rest).toEqual([]);
    expect(a).toMatchObject({ fingerprint: 'a', writing: true, encrypted: false, rows: 0 });
    expect(b).toMatchObject({ writing: false, encrypted: true, precision: 'float16', rows: 3 });
    expect(b.bytes).toBeGreaterThan(100);
    expect(await listStores(join(root, 'b'))).toEqual([b]);
    expect(await listStores(join(root, 'nothing'))).toEqual([]);
    await writer.close();
  });
});

test('one bad store hides no other, and is told with its reason', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await (await make(name)).close();
  const manifest = (name: string) => join(root, name, 'manifest.json');
  writeFileSync(manifest('a'), '{ "version": 9 }');
  writeFileSync(manifest('b'), '{');
  rmSync(manifest('d'));
  mkdirSync(manifest('d'));
  writeFileSync(join(root, 'notes.txt'), '');
  symlinkSync(join(root, 'nowhere'), join(root, 'e'));
  const bad = new Map<string, string>();
  const sound = await listStores(root, (folder, reason) => bad.set(basename(folder), reason));
  expect(sound.map(({ fingerprint }) => fingerprint)).toEqual(['c']);
  expect([...bad.keys()]).toEqual(['a', 'b', 'd']);
  expect([...bad.values()].join()).toMatch(/version 9.*damaged.*EISDIR/);
  expect(await listStores(join(root, 'b'))).toEqual([]);
});

test('a store that lies elsewhere, behind a link, is listed', async () => {
  await (await make('elsewhere/a')).close();
  mkdirSync(join(root, 'here'));
  symlinkSync(join(root, 'elsewhere', 'a'), join(root, 'here', 'a'));
  expect(await listStores(join(root, 'here'))).toMatchObject([{ rows: 3 }]);
});

describe('verifying a store', () => {
  test('needs no key, and names the shard that has changed', async () => {
    await (await make('a', { encryption: { key } })).close();
    const folder = join(root, 'a');
    expect(await verifyStore(folder)).toEqual({ shards: 1, rows: 3, damaged: [] });
    const [name] = readdirSync(folder).filter(each => each.startsWith('shard-'));
    const bytes = readFileSync(join(folder, name));
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(join(folder, name), bytes);
    const { damaged } = await verifyStore(folder);
    expect(damaged).toMatchObject([{ path: join(folder, name), rows: 3 }]);
    await expect(verifyStore(root)).rejects.toThrow('[E_STORE]');
  });
});

describe('purging a store', () => {
  test('removes its files and folder, and says how many', async () => {
    await (await make('a')).close();
    const { files, bytes } = await purgeStore(join(root, 'a'));
    expect(files).toBe(2);
    expect(bytes).toBeGreaterThan(100);
    expect(existsSync(join(root, 'a'))).toBe(false);
  });

  test('leaves what is not its own', async () => {
    await (await make('a')).close();
    writeFileSync(join(root, 'a', 'notes.txt'), 'mine');
    await purgeStore(join(root, 'a'));
    expect(readdirSync(join(root, 'a'))).toEqual(['notes.txt']);
  });

  test('is refused while someone writes, and where there is no store', async () => {
    const writer = await make('a');
    await expect(purgeStore(join(root, 'a'))).rejects.toThrow('[E_STORE_LOCKED]');
    await writer.close();
    await expect(purgeStore(root)).rejects.toThrow(/holds no store.*E_STORE/);
  });

  test('holds the lock until it ends, so that no writer begins while files go', async () => {
    await (await make('a')).close();
    const folder = join(root, 'a');
    for (let i = 100; i < 500; i++) {
      writeFileSync(join(folder, `shard-000${i}.safetensors.damaged`), '');
    }
    const purging = purgeStore(folder);
    while (!existsSync(join(folder, 'lock'))) await new Promise(setImmediate);
    await expect(make('a')).rejects.toThrow('[E_STORE_LOCKED]');
    expect((await purging).files).toBe(402);
    expect(existsSync(folder)).toBe(false);
  });
});
