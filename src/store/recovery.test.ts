import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isMingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';
import { formats } from './fixture/formats.ts';
import { contentKey, type EmbeddingStore, openStore } from './index.ts';

const settings = { fingerprint: 'abc', dimension: 2, encoder: { name: 'test' } };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minga-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function keys(from: number, to: number) {
  return Array.from({ length: to - from }, (_, i) => contentKey(`content ${from + i}`));
}

function rows(from: number, to: number): Matrix {
  return Matrix.fromRows(
    Array.from({ length: to - from }, (_, i) => [from + i + 0.5, -(from + i) / 4]),
  );
}

const named = (start: string) => readdirSync(folder).filter(name => name.startsWith(start));
const path = (start: string) => join(folder, named(start)[0]);

/** Every row that the store says it holds is read back as it was written. */
async function soundRows(store: EmbeddingStore, upTo: number): Promise<number[]> {
  const held = Array.from({ length: upTo }, (_, i) => i).filter(i => store.has(keys(i, i + 1)[0]));
  const read = await store.read(held.map(i => keys(i, i + 1)[0]));
  expect(read.data).toEqual(rows(0, upTo).take(held).data);
  return held;
}

describe.each(formats)('%s', (_name, format, rowBytes) => {
  /** Leaves the folder as SIGKILL would: copied while open, put back after the close. */
  async function leaveUnclosed(append: (store: EmbeddingStore) => Promise<void>, shardRows = 100) {
    const store = await openStore(folder, settings, { ...format, shardRows });
    await append(store);
    const kept = `${folder}-kept`;
    cpSync(folder, kept, { recursive: true });
    await store.close();
    rmSync(folder, { recursive: true });
    renameSync(kept, folder);
    rmSync(join(folder, 'lock'));
  }

  describe('a torn journal', () => {
    test('cut at every byte of the last batch: the batches before stay, the torn one is said', async () => {
      await leaveUnclosed(async store => {
        await store.append(keys(0, 3), rows(0, 3));
        await store.append(keys(3, 5), rows(3, 5));
      });
      const whole = readFileSync(path('journal-'));
      const lastBatch = 32 + 2 * (32 + rowBytes);
      const start = whole.length - lastBatch;
      for (let length = start; length <= whole.length; length++) {
        writeFileSync(path('journal-'), whole.subarray(0, length));
        const reader = await openStore(folder, settings, { ...format, readOnly: true });
        const expected = length === whole.length ? [0, 1, 2, 3, 4] : [0, 1, 2];
        expect(await soundRows(reader, 5)).toEqual(expected);
        const torn = length > start && length < whole.length;
        expect(reader.notices.join()).toContain(torn ? `last ${length - start} bytes` : '');
        expect(reader.notices).toHaveLength(torn ? 1 : 0);
      }
    });

    test('is cut by the next writer, whose rows then all stay', async () => {
      await leaveUnclosed(store => store.append(keys(0, 3), rows(0, 3)));
      const sound = readFileSync(path('journal-'));
      for (const tail of [Buffer.alloc(1), Buffer.alloc(500), sound.subarray(0, 50)]) {
        writeFileSync(path('journal-'), Buffer.concat([sound, tail]));
        const kept = readFileSync(join(folder, 'manifest.json'));
        const store = await openStore(folder, settings, format);
        expect(store.notices).toHaveLength(1);
        await store.append(keys(3, 6), rows(3, 6));
        expect(await soundRows(store, 6)).toEqual([0, 1, 2, 3, 4, 5]);
        await store.close();
        const again = await openStore(folder, settings, format);
        expect(again.notices).toEqual([]);
        expect(await soundRows(again, 6)).toEqual([0, 1, 2, 3, 4, 5]);
        await again.close();
        for (const name of named('shard-')) rmSync(join(folder, name));
        writeFileSync(join(folder, 'manifest.json'), kept);
        writeFileSync(join(folder, 'journal-000001.bin'), sound, { mode: 0o600 });
      }
    });

    test('with one bit flipped anywhere: at most its batch, or what follows, is lost; never wrong', async () => {
      await leaveUnclosed(async store => {
        await store.append(keys(0, 2), rows(0, 2));
        await store.append(keys(2, 4), rows(2, 4));
      });
      const whole = readFileSync(path('journal-'));
      for (let at = 0; at < whole.length; at++) {
        const flipped = Buffer.from(whole);
        flipped[at] ^= 1 << (at % 8);
        writeFileSync(path('journal-'), flipped);
        const reader = await openStore(folder, settings, { ...format, readOnly: true });
        const held = await soundRows(reader, 4);
        const inFirst = at < whole.length / 2;
        const inHeader = at % (whole.length / 2) < 32;
        if (inFirst) expect(held).toEqual(inHeader ? [] : [2, 3]);
        else expect(held).toEqual([0, 1]);
        expect(reader.notices).toHaveLength(1);
      }
    });
  });

  describe('a damaged shard', () => {
    beforeEach(async () => {
      const store = await openStore(folder, settings, { ...format, shardRows: 3 });
      await store.append(keys(0, 6), rows(0, 6));
      await store.close();
    });

    test('cut at any byte: its rows are absent, the others stay, and it is said', async () => {
      const shard = path('shard-');
      const whole = readFileSync(shard);
      for (let length = 0; length < whole.length; length++) {
        writeFileSync(shard, whole.subarray(0, length));
        const reader = await openStore(folder, settings, { ...format, readOnly: true });
        expect(await soundRows(reader, 6)).toEqual([3, 4, 5]);
        expect(reader.notices.join()).toContain(
          `${length} bytes where ${whole.length} were written`,
        );
      }
    });

    test('with one bit flipped anywhere: absent and said, or refused on reading; never wrong', async () => {
      const shard = path('shard-');
      const whole = readFileSync(shard);
      const vectorsAt = whole.length - 3 * rowBytes;
      for (let at = 0; at < whole.length; at++) {
        const flipped = Buffer.from(whole);
        flipped[at] ^= 1 << (at % 8);
        writeFileSync(shard, flipped);
        const reader = await openStore(folder, settings, { ...format, readOnly: true });
        if (at < vectorsAt) {
          expect(await soundRows(reader, 6)).toEqual([3, 4, 5]);
          expect(reader.notices).toHaveLength(1);
        } else {
          const row = Math.floor((at - vectorsAt) / rowBytes);
          const error = await reader.read(keys(row, row + 1)).catch((cause: unknown) => cause);
          expect(isMingaError(error, 'E_CHECKSUM')).toBe(true);
          expect(String(error)).toContain(`row ${row} has changed`);
          const others = [0, 1, 2, 3, 4, 5].filter(i => i !== row);
          const read = await reader.read(others.map(i => keys(i, i + 1)[0]));
          expect(read.data).toEqual(rows(0, 6).take(others).data);
        }
        const health = await reader.verify();
        if (at >= vectorsAt) expect(health.damaged.map(each => each.path)).toEqual([shard]);
      }
    });

    test('is set aside by a writer, which can then add its rows again', async () => {
      const shard = path('shard-');
      writeFileSync(shard, readFileSync(shard).subarray(0, 200));
      const store = await openStore(folder, settings, format);
      expect(store.notices.join('\n')).toMatch(/its 3 rows are left out\n.*kept as .*\.damaged/);
      await store.append(keys(0, 6), rows(0, 6));
      await store.close();
      const again = await openStore(folder, settings, format);
      expect(again.notices).toEqual([]);
      expect(await soundRows(again, 6)).toEqual([0, 1, 2, 3, 4, 5]);
      await again.close();
    });

    test('deleted, as the error about a changed row advises: its rows are absent', async () => {
      rmSync(path('shard-'));
      const store = await openStore(folder, settings, format);
      expect(store.notices.join()).toContain('it is missing');
      expect(await soundRows(store, 6)).toEqual([3, 4, 5]);
      await store.close();
      const reader = await openStore(folder, settings, { ...format, readOnly: true });
      expect(reader.notices).toEqual([]);
    });
  });

  describe('a damaged manifest', () => {
    test('with one bit flipped anywhere, or gone: readers refuse, a writer makes it anew', async () => {
      const store = await openStore(folder, settings, { ...format, shardRows: 2 });
      await store.append(keys(0, 5), rows(0, 5));
      await store.close();
      const manifest = join(folder, 'manifest.json');
      const whole = readFileSync(manifest);
      const version = whole.indexOf('"version": 1') + 11;
      for (let at = 0; at < whole.length; at += 3) {
        const flipped = Buffer.from(whole);
        flipped[at] ^= 1 << (at % 7);
        writeFileSync(manifest, flipped);
        if (at === version) continue;
        const opened = await openStore(folder, settings, { ...format, readOnly: true }).catch(
          (cause: unknown) => cause,
        );
        // A blank between two fields carries no meaning, so a flipped one may pass.
        if (isMingaError(opened, 'E_STORE')) expect(String(opened)).toContain('damaged');
        else expect(/\s/.test(String.fromCharCode(whole[at]))).toBe(true);
      }
      for (const text of [undefined, '', '{', whole.subarray(0, 100)]) {
        if (text === undefined) rmSync(manifest);
        else writeFileSync(manifest, text);
        const mended = await openStore(folder, settings, format);
        expect(mended.notices[0]).toContain('made anew from the shards');
        expect(mended.notices).toHaveLength(4);
        expect(await soundRows(mended, 5)).toEqual([0, 1, 2, 3, 4]);
        await mended.close();
        expect(readFileSync(manifest)).toEqual(whole);
      }
      rmSync(manifest);
      await expect(openStore(folder, { ...settings, fingerprint: 'xyz' }, format)).rejects.toThrow(
        /encoder abc.*expected encoder xyz.*E_STORE/,
      );
    });

    test('of a later version is not taken for damage', async () => {
      await (await openStore(folder, settings, format)).close();
      writeFileSync(join(folder, 'manifest.json'), '{ "version": 3, "pages": [] }');
      await expect(openStore(folder, settings, format)).rejects.toThrow(
        /version 3, expected version 2 or an earlier/,
      );
      expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toContain('pages');
    });
  });

  describe('a crash during a seal', () => {
    test('before the manifest: the journal still has the rows; without it the shard is taken in', async () => {
      await leaveUnclosed(store => store.append(keys(0, 4), rows(0, 4)));
      const manifest = readFileSync(join(folder, 'manifest.json'));
      const journal = named('journal-')[0];
      copyFileSync(join(folder, journal), `${folder}-journal`);
      await (await openStore(folder, settings, format)).close();
      for (const hasJournal of [false, true]) {
        writeFileSync(join(folder, 'manifest.json'), manifest);
        if (hasJournal) renameSync(`${folder}-journal`, join(folder, journal));
        const store = await openStore(folder, settings, format);
        expect(await soundRows(store, 4)).toEqual([0, 1, 2, 3]);
        expect(store.size).toBe(4);
        expect([named('shard-').length, named('journal-').length]).toEqual(
          hasJournal ? [0, 1] : [1, 0],
        );
        expect(store.notices).toHaveLength(hasJournal ? 0 : 1);
        await store.close();
        expect([named('shard-').length, named('journal-').length]).toEqual([1, 0]);
      }
    });

    test('after the manifest: the journal brings nothing new and is removed', async () => {
      await leaveUnclosed(store => store.append(keys(0, 4), rows(0, 4)));
      const journal = named('journal-')[0];
      copyFileSync(join(folder, journal), `${folder}-journal`);
      await (await openStore(folder, settings, format)).close();
      renameSync(`${folder}-journal`, join(folder, journal));
      const store = await openStore(folder, settings, format);
      expect(store.notices).toEqual([]);
      expect(named('journal-')).toEqual([]);
      expect(await soundRows(store, 4)).toEqual([0, 1, 2, 3]);
      await store.close();
    });

    test('files that were being written are removed; a damaged unnamed shard is set aside', async () => {
      await leaveUnclosed(store => store.append(keys(0, 4), rows(0, 4)));
      appendFileSync(join(folder, 'shard-000009.safetensors.tmp'), 'half');
      appendFileSync(join(folder, 'manifest.json.tmp'), '{');
      appendFileSync(join(folder, 'shard-000008.safetensors'), 'not a shard');
      const store = await openStore(folder, settings, format);
      expect(store.notices.join()).toContain('shard-000008.safetensors.damaged');
      expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([]);
      expect(await soundRows(store, 4)).toEqual([0, 1, 2, 3]);
      await store.close();
    });

    test('only files that a store makes are removed: others of that ending stay', async () => {
      await leaveUnclosed(store => store.append(keys(0, 1), rows(0, 1)));
      appendFileSync(join(folder, 'notes.tmp'), 'mine');
      await (await openStore(folder, settings, format)).close();
      expect(readFileSync(join(folder, 'notes.tmp'), 'utf8')).toBe('mine');
    });

    test('a whole shard of another encoder is left alone and never written over', async () => {
      const other = join(folder, 'other');
      const foreign = await openStore(other, { ...settings, fingerprint: 'xyz' });
      await foreign.append(keys(0, 1), rows(0, 1));
      await foreign.close();
      const stray = readdirSync(other).find(name => name.startsWith('shard-')) ?? '';
      await (await openStore(folder, settings, format)).close();
      copyFileSync(join(other, stray), join(folder, stray));
      const store = await openStore(folder, settings, format);
      expect(store.notices.join()).toContain('of another encoder; it is left alone');
      await store.append(keys(0, 2), rows(0, 2));
      await store.close();
      expect(readFileSync(join(folder, stray))).toEqual(readFileSync(join(other, stray)));
      const reader = await openStore(folder, settings, { ...format, readOnly: true });
      expect(await soundRows(reader, 2)).toEqual([0, 1]);
    });
  });
});
