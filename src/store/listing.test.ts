import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
});

describe('small shards', () => {
  test('become one as more is written; a reader from before goes on', async () => {
    const settings = { fingerprint: 'a', dimension: 2, encoder: {} };
    const folder = join(root, 'a');
    const shards = () => readdirSync(folder).filter(name => name.startsWith('shard-')).length;
    let reader = null;
    for (let run = 0; run < 5; run++) {
      const store = await openStore(folder, settings, { shardRows: 8 });
      await store.append([contentKey(`${run}`)], Matrix.fromRows([[run, -run]]));
      await store.close();
      // The files that the last merge replaced are there until the next opening.
      expect(shards()).toBeLessThanOrEqual(2);
      if (run === 3) reader = await openStore(folder, settings, { readOnly: true });
    }
    const before = await reader?.read(['0', '3'].map(contentKey));
    expect(before?.data).toEqual(Float32Array.of(0, -0, 3, -3));
    const last = await openStore(folder, settings);
    expect(await last.verify()).toEqual({ shards: 1, rows: 5, damaged: [] });
    expect([...last.keys()]).toEqual(['0', '1', '2', '3', '4'].map(contentKey));
    await last.close();
    expect(shards()).toBe(1);
  });

  test('are not merged beyond a shard’s rows, and a damaged one keeps nobody from closing', async () => {
    const settings = { fingerprint: 'a', dimension: 2, encoder: {} };
    const folder = join(root, 'a');
    const shards = () => readdirSync(folder).filter(name => name.startsWith('shard-'));
    async function write(from: number, to: number, damage = () => {}) {
      const store = await openStore(folder, settings, { shardRows: 4 });
      const contents = Array.from({ length: to - from }, (_, i) => contentKey(`${from + i}`));
      await store.append(contents, Matrix.zeros(to - from, 2));
      damage();
      await store.close();
    }
    await write(0, 3);
    await write(3, 6);
    expect(shards()).toHaveLength(2);
    await write(6, 7, () => {
      const bytes = readFileSync(join(folder, shards()[1]));
      bytes[bytes.length - 1] ^= 1;
      writeFileSync(join(folder, shards()[1]), bytes);
    });
    expect(shards()).toHaveLength(3);
    const reader = await openStore(folder, settings, { readOnly: true });
    expect(reader.size).toBe(7);
    expect((await reader.verify()).damaged).toHaveLength(1);
  });
});
