import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isMingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';
import { formats } from './fixture/formats.ts';
import { contentKey, type EmbeddingStore, listStores, openStore, verifyStore } from './index.ts';

const module = new URL('index.ts', import.meta.url).href;
const tensor = new URL('../tensor/index.ts', import.meta.url).href;
const settings = { fingerprint: 'a', dimension: 2, encoder: {} };
let root = '';
let folder = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'minga-merge-'));
  folder = join(root, 'a');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const shards = () => readdirSync(folder).filter(name => name.startsWith('shard-'));
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const keysOf = (each: readonly number[]) => each.map(n => contentKey(`${n}`));
const rowsOf = (each: readonly number[]) => Matrix.fromRows(each.map(n => [n, -n]));

/** The numbers below `upTo` that a store holds, each read back as it was written. */
async function sound(store: EmbeddingStore, upTo: number): Promise<number[]> {
  const held = numbers(0, upTo).filter(n => store.has(keysOf([n])[0]));
  expect((await store.read(keysOf(held))).data).toEqual(rowsOf(held).data);
  return held;
}

describe('small shards', () => {
  test('become one as more is written; a reader from before goes on', async () => {
    let reader = null;
    for (let run = 0; run < 5; run++) {
      const store = await openStore(folder, settings, { shardRows: 8 });
      await store.append([contentKey(`${run}`)], Matrix.fromRows([[run, -run]]));
      await store.close();
      // The files that the last merge replaced are there until the next opening.
      expect(shards().length).toBeLessThanOrEqual(2);
      if (run === 3) reader = await openStore(folder, settings, { readOnly: true });
    }
    const before = await reader?.read(['0', '3'].map(contentKey));
    expect(before?.data).toEqual(Float32Array.of(0, -0, 3, -3));
    const last = await openStore(folder, settings);
    expect(await last.verify()).toEqual({ shards: 1, rows: 5, damaged: [] });
    expect([...last.keys()]).toEqual(['0', '1', '2', '3', '4'].map(contentKey));
    await last.close();
    expect(shards()).toHaveLength(1);
  });

  test('are not merged beyond a shard’s rows, and a damaged one keeps nobody from closing', async () => {
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

describe.each(formats)('a merge, %s', (_name, format) => {
  const open = (options = {}) =>
    openStore(folder, settings, { ...format, shardRows: 8, ...options });

  /** Rows 0–2 in a shard, 3–5 appended to them, and the folder as it was before they were merged. */
  async function merged(): Promise<{ before: string; replaced: string; whole: string }> {
    const first = await open();
    await first.append(keysOf(numbers(0, 3)), rowsOf(numbers(0, 3)));
    await first.close();
    const [replaced] = shards();
    const second = await open();
    await second.append(keysOf(numbers(3, 6)), rowsOf(numbers(3, 6)));
    const before = join(root, 'before');
    cpSync(folder, before, { recursive: true });
    await second.close();
    expect(shards()).toHaveLength(2);
    return { before, replaced: join(folder, replaced), whole: join(folder, shards()[1]) };
  }

  /** Opened as it was left, and again after a close: the rows, no shard twice, all bytes sound. */
  async function expectMended(held: readonly number[], notices: number): Promise<void> {
    const store = await open();
    expect(await sound(store, 6)).toEqual(held);
    expect(store.notices).toHaveLength(notices);
    await store.close();
    const again = await open();
    expect(await sound(again, 6)).toEqual(held);
    expect(again.notices).toEqual([]);
    expect(await again.verify()).toMatchObject({ rows: held.length, damaged: [] });
    await again.close();
    expect(await listStores(folder)).toMatchObject([{ rows: held.length }]);
    expect(readdirSync(folder).filter(name => name.startsWith('journal-'))).toEqual([]);
  }

  test('cut short before the manifest: no row is lost, none is kept twice', async () => {
    const { before } = await merged();
    for (const name of readdirSync(before).filter(each => !each.startsWith('lock'))) {
      copyFileSync(join(before, name), join(folder, name));
    }
    await expectMended(numbers(0, 6), 0);
  });

  test('cut short after the manifest: journal and replaced shards bring nothing', async () => {
    const { before } = await merged();
    for (const name of readdirSync(before).filter(each => each.startsWith('journal'))) {
      copyFileSync(join(before, name), join(folder, name));
    }
    await expectMended(numbers(0, 6), 0);
    expect(shards()).toHaveLength(1);
  });

  test('a lost manifest: the merged shard stands for those it replaced', async () => {
    await merged();
    rmSync(join(folder, 'manifest.json'));
    await expectMended(numbers(0, 6), 2);
    expect(shards()).toHaveLength(1);
  });

  test('a damaged merged shard: what it replaced is taken in again', async () => {
    const { whole } = await merged();
    truncateSync(whole, 100);
    await expectMended([0, 1, 2], 3);
  });

  test('a damaged replaced shard costs nothing', async () => {
    const { replaced } = await merged();
    truncateSync(replaced, 100);
    await expectMended(numbers(0, 6), 1);
  });

  test('of a shard that changed or vanished is left; closing keeps what is new', async () => {
    const { before } = await merged();
    for (const damage of [
      (path: string) => rmSync(path),
      (path: string) => writeFileSync(path, '{'),
      (path: string) => {
        const bytes = readFileSync(path);
        bytes[9] ^= 1;
        writeFileSync(path, bytes);
      },
    ]) {
      rmSync(folder, { recursive: true });
      cpSync(before, folder, { recursive: true });
      rmSync(join(folder, 'lock'));
      const store = await open();
      damage(join(folder, shards()[0]));
      await store.close();
      const reader = await open({ readOnly: true });
      expect(await sound(reader, 6)).toEqual([3, 4, 5]);
    }
  });

  test('a reader from before, when the files are gone, is told to open again', async () => {
    await (await open()).close();
    const first = await open();
    await first.append(keysOf([0]), rowsOf([0]));
    await first.close();
    const reader = await open({ readOnly: true });
    const second = await open();
    await second.append(keysOf([1]), rowsOf([1]));
    await second.close();
    expect(await sound(reader, 2)).toEqual([0]);
    await (await open()).close();
    await expect(reader.read(keysOf([0]))).rejects.toThrow(/merged.*open the store again.*E_STORE/);
    expect((await reader.verify()).damaged[0].reason).toContain('merged into another');
    expect(await verifyStore(folder)).toEqual({ shards: 1, rows: 2, damaged: [] });
  });
});

/** Opens, appends two numbers of its own and closes, again and again; waits where it is locked. */
const writerScript = `
import { contentKey, openStore } from ${JSON.stringify(module)};
import { Matrix } from ${JSON.stringify(tensor)};
const { formats } = await import(${JSON.stringify(new URL('fixture/formats.ts', import.meta.url).href)});
const [folder, from, to, format] = process.argv.slice(1);
for (let at = Number(from); at < Number(to); ) {
  try {
    const store = await openStore(folder, ${JSON.stringify(settings)}, { ...formats[format][1], shardRows: 24 });
    const each = [at, at + 1];
    await store.append(each.map(n => contentKey(String(n))), Matrix.fromRows(each.map(n => [n, -n])));
    await store.close();
    at += 2;
  } catch (error) {
    if (error.code !== 'E_STORE_LOCKED') throw error;
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}`;

function write(from: number, to: number, format: number): Promise<unknown[]> {
  const flags = ['--import', 'tsx', '--input-type=module', '-e', writerScript, '--'];
  const range = [folder, `${from}`, `${to}`, `${format}`];
  return once(spawn(process.execPath, [...flags, ...range], { stdio: 'inherit' }), 'exit');
}

test.each([0, 3])(
  'two processes that write and merge by turns, and a reader meanwhile (format %i)',
  async format => {
    let writing = true;
    const ended = Promise.all([write(0, 80, format), write(80, 160, format)]).finally(() => {
      writing = false;
    });
    const options = formats[format][1];
    let read = 0;
    let gone = 0;
    while (writing) {
      try {
        const store = await openStore(folder, settings, { ...options, readOnly: true });
        const held = await sound(store, 160);
        // Whole batches, and never fewer than before.
        expect(held.length % 2).toBe(0);
        expect(held.length).toBeGreaterThanOrEqual(read);
        expect(store.notices.filter(each => !each.includes('under way'))).toEqual([]);
        read = held.length;
      } catch (cause) {
        // Not made yet, or two writers have come and gone between opening and reading.
        if (!isMingaError(cause, 'E_STORE') || !/no store|is gone/.test(cause.message)) throw cause;
        gone += 1;
      }
      await new Promise(setImmediate);
    }
    expect((await ended).map(([code]) => code)).toEqual([0, 0]);
    expect(read).toBeGreaterThan(gone === 0 ? 0 : 1);
    const store = await openStore(folder, settings, options);
    expect(store.notices).toEqual([]);
    expect(await sound(store, 160)).toEqual(numbers(0, 160));
    expect(await store.verify()).toMatchObject({ rows: 160, damaged: [] });
    await store.close();
  },
);
