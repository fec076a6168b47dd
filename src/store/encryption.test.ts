import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Matrix } from '../tensor/index.ts';
import { contentKey, openStore, storeKeyFromEnvironment } from './index.ts';

const settings = { fingerprint: 'abc', dimension: 8, encoder: { name: 'test' } };
const key = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
const other = Uint8Array.from({ length: 32 }, (_, i) => i + 2);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minga-sealed-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const keys = (count: number) => Array.from({ length: count }, (_, i) => contentKey(`file ${i}`));
/** Rows whose bytes would be seen wherever they lie in the open. */
const rows = (count: number) =>
  new Matrix(
    count,
    8,
    Float32Array.from({ length: count * 8 }, (_, i) => 1234.5 + i),
  );
const filesOf = (start = '') => readdirSync(folder).filter(name => name.startsWith(start));
const bytesOf = (name: string) => readFileSync(join(folder, name));

describe('an encrypted store', () => {
  test('keeps neither vectors nor content keys in the open, in journals and in shards', async () => {
    const store = await openStore(folder, settings, { encryption: { key }, shardRows: 4 });
    await store.append(keys(6), rows(6));
    const seen = (name: string) => {
      const bytes = bytesOf(name);
      return [
        ...keys(6).map(each => bytes.includes(Buffer.from(each))),
        ...Array.from({ length: 6 }, (_, i) =>
          bytes.includes(Buffer.from(Float32Array.of(1234.5 + 8 * i).buffer)),
        ),
      ];
    };
    expect(filesOf('journal-')).toHaveLength(1);
    expect(filesOf('shard-')).toHaveLength(1);
    for (const name of filesOf()) expect(seen(name)).not.toContain(true);
    await store.close();
    for (const name of filesOf()) expect(seen(name)).not.toContain(true);
  });

  test('writes equal vectors differently each time', async () => {
    const store = await openStore(folder, settings, { encryption: { key } });
    await store.append(keys(2), Matrix.fromRows([rows(1).row(0), rows(1).row(0)]));
    await store.close();
    const bytes = bytesOf(filesOf('shard-')[0]);
    const [a, b] = [bytes.subarray(-120, -60), bytes.subarray(-60)];
    expect(a.equals(b)).toBe(false);
  });

  test('refuses to open without its key or with another, for writing and for reading', async () => {
    const store = await openStore(folder, settings, { encryption: { key } });
    await store.append(keys(2), rows(2));
    await store.close();
    for (const readOnly of [false, true]) {
      await expect(openStore(folder, settings, { readOnly })).rejects.toThrow(
        /no key was given.*E_STORE_KEY/,
      );
      await expect(
        openStore(folder, settings, { readOnly, encryption: { key: other } }),
      ).rejects.toThrow(/the key is another one.*E_STORE_KEY/);
    }
  });

  test('still refuses another key where its manifest is lost', async () => {
    const store = await openStore(folder, settings, { encryption: { key } });
    await store.append(keys(2), rows(2));
    await store.close();
    rmSync(join(folder, 'manifest.json'));
    await expect(openStore(folder, settings)).rejects.toThrow('[E_STORE_KEY]');
    await expect(openStore(folder, settings, { encryption: { key: other } })).rejects.toThrow(
      '[E_STORE_KEY]',
    );
    const mended = await openStore(folder, settings, { encryption: { key } });
    expect((await mended.read(keys(2))).data).toEqual(rows(2).data);
    await mended.close();
  });

  test('finds a row that was put under another key, checksums mended', async () => {
    const store = await openStore(folder, settings, { encryption: { key } });
    await store.append(keys(2), rows(2));
    const journal = filesOf('journal-')[0];
    const bytes = bytesOf(journal);
    await store.close();
    // Journal: header of 32 bytes, two keys of 32, two rows of 60.
    const swapped = Buffer.from(bytes);
    bytes.copy(swapped, 96, 156, 216);
    bytes.copy(swapped, 156, 96, 156);
    const { crc32 } = await import('node:zlib');
    swapped.writeUInt32LE(crc32(swapped.subarray(32)), 12);
    swapped.writeUInt32LE(crc32(swapped.subarray(0, 28)), 28);
    for (const name of filesOf('shard-')) rmSync(join(folder, name));
    rmSync(join(folder, 'manifest.json'));
    writeFileSync(join(folder, journal), swapped);
    const opened = await openStore(folder, settings, { encryption: { key } });
    expect(opened.size).toBe(2);
    await expect(opened.read(keys(1))).rejects.toThrow('[E_CHECKSUM]');
    await opened.close();
    const sealed = await openStore(folder, settings, { encryption: { key }, readOnly: true });
    await expect(sealed.read(keys(1))).rejects.toThrow('[E_CHECKSUM]');
  });

  test('a store that is not encrypted is not quietly mixed with one that is', async () => {
    await (await openStore(folder, settings)).close();
    await expect(openStore(folder, settings, { encryption: { key } })).rejects.toThrow(
      /is not encrypted, and a key was given.*E_STORE_KEY/,
    );
  });
});

describe('the key from the environment', () => {
  const hex = Buffer.from(key).toString('hex');
  test.each([
    ['hexadecimal', hex],
    ['base64', Buffer.from(key).toString('base64')],
  ])('is read as %s', (_name, text) => {
    expect(storeKeyFromEnvironment({ MINGA_STORE_KEY: text })).toEqual(key);
  });

  test.each([undefined, '', hex.slice(1), `${hex}0`, 'password'])('refuses %j', text => {
    let message = '';
    try {
      storeKeyFromEnvironment({ MINGA_STORE_KEY: text });
    } catch (error) {
      message = String(error);
    }
    expect(message).toMatch(/MINGA_STORE_KEY.*E_STORE_KEY/);
    if (text !== undefined && text !== '') expect(message).not.toContain(text);
  });
});

describe('precision', () => {
  test('float16 keeps eleven bits, says so, and refuses what it cannot hold', async () => {
    const store = await openStore(folder, settings, { precision: 'float16' });
    const row = Float32Array.of(0.1, -65_504, 1, 0, 2 ** -24, 1000.25, 3, -0.3333);
    await store.append(keys(1), new Matrix(1, 8, row));
    const [first] = (await store.read(keys(1))).data;
    expect(first).toBeCloseTo(0.1, 4);
    expect(store.precision).toBe('float16');
    await expect(
      store.append(keys(2), new Matrix(2, 8, new Float32Array(16).fill(70_000, 9, 10))),
    ).rejects.toThrow(/row 1, column 1 is 70000.*float16.*E_NOT_FINITE/);
    expect(store.size).toBe(1);
    await store.close();
    const again = await openStore(folder, settings);
    expect(again.precision).toBe('float16');
    await again.close();
    await expect(openStore(folder, settings, { precision: 'float32' })).rejects.toThrow(
      /holds float16, expected float32.*E_STORE/,
    );
    const reader = await openStore(folder, settings, { precision: 'float32', readOnly: true });
    expect((await reader.read(keys(1))).data[1]).toBe(-65_504);
  });
});
