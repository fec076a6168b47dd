import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isMingaError } from '../errors/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { contentKey, openStore } from './index.ts';

const settings = { fingerprint: 'abc', dimension: 5, encoder: { name: 'test', batch: 2 } };
let root = '';
let folder = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'minga-store-'));
  folder = join(root, 'nested', 'store');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function keys(from: number, to: number) {
  return Array.from({ length: to - from }, (_, i) => contentKey(`content ${from + i}`));
}

function rows(from: number, to: number, dimension = 5): Matrix {
  const made = Matrix.zeros(to - from, dimension);
  for (let i = from; i < to; i++) {
    const random = new Random(1, 'row', i);
    for (let j = 0; j < dimension; j++) made.row(i - from)[j] = random.normal();
  }
  return made;
}

describe('a store', () => {
  test('gives back what was appended, from the journal, from shards and after reopening', async () => {
    const store = await openStore(folder, settings, { shardRows: 8 });
    for (let at = 0; at < 30; at += 3) await store.append(keys(at, at + 3), rows(at, at + 3));
    expect(store.size).toBe(30);
    expect((await store.read(keys(0, 30))).data).toEqual(rows(0, 30).data);
    await store.close();

    const again = await openStore(folder, settings);
    expect(again.size).toBe(30);
    expect(again.dimension).toBe(5);
    expect(again.notices).toEqual([]);
    expect((await again.read(keys(0, 30))).data).toEqual(rows(0, 30).data);
    expect(again.has(contentKey('content 29'))).toBe(true);
    expect(again.has(contentKey('content 30'))).toBe(false);
    expect(await again.verify()).toEqual({ shards: 4, rows: 30, damaged: [] });
    await again.close();
  });

  test('reads in the order asked, a key as often as it is asked', async () => {
    const store = await openStore(folder, settings, { shardRows: 4 });
    await store.append(keys(0, 11), rows(0, 11));
    const order = [10, 3, 3, 0, 7, 10, 4];
    const wanted = order.map(i => keys(0, 11)[i]);
    expect((await store.read(wanted)).data).toEqual(rows(0, 11).take(order).data);
    expect((await store.read([])).rows).toBe(0);
    await store.close();
  });

  test('ignores keys that it holds and keys that come twice in one call', async () => {
    const store = await openStore(folder, settings);
    await store.append(keys(0, 2), rows(0, 2));
    const again = [...keys(1, 4), ...keys(3, 4)];
    await store.append(again, rows(1, 5));
    expect(store.size).toBe(4);
    expect((await store.read(keys(0, 4))).data).toEqual(rows(0, 4).data);
    await store.close();
  });

  test('lets calls overlap: appends queue up, reads go on during a seal', async () => {
    const store = await openStore(folder, settings, { shardRows: 4 });
    await store.append(keys(0, 4), rows(0, 4));
    const appends = [4, 8, 12, 16].map(at => store.append(keys(at, at + 4), rows(at, at + 4)));
    const reads = Array.from({ length: 20 }, () => store.read(keys(0, 4)));
    for (const read of await Promise.all(reads)) expect(read.data).toEqual(rows(0, 4).data);
    await Promise.all(appends);
    expect((await store.read(keys(0, 20))).data).toEqual(rows(0, 20).data);
    await store.close();
  });

  test('splits a call larger than a shard', async () => {
    const store = await openStore(folder, settings, { shardRows: 7 });
    await store.append(keys(0, 50), rows(0, 50));
    await store.close();
    const names = readdirSync(folder).filter(name => name.endsWith('.safetensors'));
    expect(names).toHaveLength(8);
    const reader = await openStore(folder, settings, { readOnly: true });
    expect((await reader.read(keys(0, 50))).data).toEqual(rows(0, 50).data);
  });

  test('counts its bytes and makes files 0600, folders 0700', async () => {
    const store = await openStore(folder, settings, { shardRows: 4 });
    await store.append(keys(0, 6), rows(0, 6));
    const held = readdirSync(folder).filter(name => /^(shard|journal)-/.test(name));
    expect(held).toHaveLength(2);
    expect(store.bytesOnDisk).toBe(
      held.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0),
    );
    expect(readdirSync(folder)).toContain('lock');
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(root, 'nested')).mode & 0o777).toBe(0o700);
    await store.close();
    expect(readdirSync(folder).sort()).toEqual([
      'manifest.json',
      expect.stringMatching(/^shard-/),
      expect.stringMatching(/^shard-/),
    ]);
  });

  test('a reader sees the last durable state while a writer goes on, and keeps seeing it', async () => {
    const writer = await openStore(folder, settings, { shardRows: 4 });
    await writer.append(keys(0, 6), rows(0, 6));
    const reader = await openStore(folder, settings, { readOnly: true });
    expect(reader.size).toBe(6);
    expect(reader.notices).toEqual([]);
    await writer.append(keys(6, 20), rows(6, 20));
    await writer.close();
    expect(reader.size).toBe(6);
    expect((await reader.read(keys(0, 6))).data).toEqual(rows(0, 6).data);
    await expect(reader.append(keys(6, 7), rows(6, 7))).rejects.toThrow(/readOnly.*E_STORE/);
  });

  test('readers that open again and again while a writer seals always see whole batches', async () => {
    const writer = await openStore(folder, settings, { shardRows: 6 });
    let acknowledged = 0;
    const writing = (async () => {
      for (let at = 0; at < 240; at += 2) {
        await writer.append(keys(at, at + 2), rows(at, at + 2));
        acknowledged = at + 2;
      }
    })();
    let opened = 0;
    while (acknowledged < 240) {
      const floor = acknowledged;
      const reader = await openStore(folder, settings, { readOnly: true });
      expect(reader.size).toBeGreaterThanOrEqual(floor);
      expect(reader.size % 2).toBe(0);
      const all = await reader.read(keys(0, reader.size));
      expect(all.data).toEqual(rows(0, reader.size).data);
      opened += 1;
    }
    expect(opened).toBeGreaterThan(3);
    await writing;
    await writer.close();
  });
});

describe('a store refuses', () => {
  test('rows that are not finite, and adds none of them', async () => {
    const store = await openStore(folder, settings);
    const bad = rows(0, 3);
    bad.row(1)[2] = Number.NaN;
    const error = await store.append(keys(0, 3), bad).catch((cause: unknown) => cause);
    expect(isMingaError(error, 'E_NOT_FINITE')).toBe(true);
    expect(String(error)).toContain('row 1, column 2 is NaN');
    expect(store.size).toBe(0);
    await store.close();
  });

  test('shapes that do not fit, keys that are no keys, absent keys, settings out of range', async () => {
    const store = await openStore(folder, settings);
    await expect(store.append(keys(0, 2), rows(0, 3))).rejects.toThrow(/E_SHAPE/);
    await expect(store.append(keys(0, 2), rows(0, 2, 4))).rejects.toThrow(/2 × 5.*E_SHAPE/);
    await expect(store.append([new Uint8Array(31)], rows(0, 1))).rejects.toThrow(/E_SHAPE/);
    expect(() => store.has(new Uint8Array(3))).toThrow(/E_SHAPE/);
    await expect(store.read(keys(0, 1))).rejects.toThrow(/no row for key.*1 of 1.*E_STORE/);
    await store.close();
    await store.close();
    await expect(store.read([])).rejects.toThrow(/was closed.*E_STORE/);
    await expect(store.append([], rows(0, 0))).rejects.toThrow(/was closed.*E_STORE/);
    await expect(openStore(folder, { ...settings, dimension: 0 })).rejects.toThrow(/E_OPTION/);
    await expect(openStore(folder, { ...settings, fingerprint: '' })).rejects.toThrow(/E_OPTION/);
    await expect(openStore(folder, settings, { shardRows: 1.5 })).rejects.toThrow(/E_OPTION/);
  });

  test('the rows of another encoder, and says both', async () => {
    await (await openStore(folder, settings)).close();
    for (const readOnly of [false, true]) {
      await expect(
        openStore(folder, { ...settings, fingerprint: 'xyz' }, { readOnly }),
      ).rejects.toThrow(/encoder abc, dimension 5, expected encoder xyz, dimension 5.*E_STORE/);
      await expect(openStore(folder, { ...settings, dimension: 6 }, { readOnly })).rejects.toThrow(
        /dimension 5, expected encoder abc, dimension 6.*E_STORE/,
      );
    }
    expect(readdirSync(folder)).toEqual(['manifest.json']);
  });

  test('to read where there is no store', async () => {
    await expect(openStore(folder, settings, { readOnly: true })).rejects.toThrow(
      /no store.*E_STORE/,
    );
    expect(existsSync(folder)).toBe(false);
  });
});

const python = ['/opt/peer/venv/bin/python', 'python3'].find(
  command => spawnSync(command, ['-c', 'import safetensors.numpy']).status === 0,
);
if (python === undefined) {
  console.warn('SKIPPED: no Python with safetensors and numpy to read a shard with');
}

test.skipIf(python === undefined)(
  'Python reads a shard in one line and agrees on every row',
  async () => {
    const store = await openStore(folder, settings);
    await store.append(keys(0, 9), rows(0, 9));
    await store.close();
    const shard = readdirSync(folder).find(name => name.startsWith('shard-')) ?? '';
    const script = fileURLToPath(new URL('golden/read_shard.py', import.meta.url));
    const { stdout, stderr } = spawnSync(python ?? '', [script, join(folder, shard)], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const read = JSON.parse(stdout);
    expect(read.dtype).toBe('float32');
    expect(read.checksumsAgree).toBe(true);
    expect(read.keys).toEqual(keys(0, 9).map(key => Buffer.from(key).toString('hex')));
    expect(Matrix.fromRows(read.vectors).data).toEqual(rows(0, 9).data);
  },
);

test('a content key is the sha256 of the bytes', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  expect(Buffer.from(contentKey('')).toString('hex')).toBe(empty);
  expect(contentKey('ñandú')).toEqual(contentKey(new TextEncoder().encode('ñandú')));
});
