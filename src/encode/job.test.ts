import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MingaError } from '../errors/index.ts';
import { contentKey, type EmbeddingStore, openStore } from '../store/index.ts';
import type { TextEmbedder } from './encoder.ts';
import { embed } from './job.ts';
import type { EmbedItem } from './load-ahead.ts';

let folder: string;
let store: EmbeddingStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minga-job-'));
  store = await openStore(join(folder, 'store'), {
    fingerprint: 'letters',
    dimension: 2,
    encoder: {},
  });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** Encodes a text as its length and first letter, refuses empty ones, and counts its inputs. */
function letterEncoder(batchSize = 3) {
  const seen: string[] = [];
  const encoder: TextEmbedder = {
    name: 'letters',
    modality: 'text',
    dimension: 2,
    settings: {},
    fingerprint: 'letters',
    batchSize,
    async encode(batch) {
      seen.push(...batch);
      return batch.map(text =>
        text === ''
          ? new MingaError('E_IMAGE', { found: 'an empty text' })
          : Float32Array.of(text.length, text.charCodeAt(0)),
      );
    },
    close: async () => undefined,
  };
  return { encoder, seen };
}

const items = (texts: readonly string[]): EmbedItem<string>[] =>
  texts.map((text, i) => ({ id: `${i}`, place: `line ${i}`, load: async () => text }));

describe('embed', () => {
  test('brings every item into the store, identical content once', async () => {
    const { encoder, seen } = letterEncoder();
    const texts = ['a', 'bb', 'a', 'ccc', 'bb', 'a', 'dddd'];
    const { keys, encoded, failures } = await embed(encoder, store, items(texts));
    expect(seen.toSorted()).toEqual(['a', 'bb', 'ccc', 'dddd']);
    expect(encoded).toBe(4);
    expect(failures).toEqual([]);
    const rows = await store.read(keys.filter(key => key !== null));
    expect(Array.from({ length: 7 }, (_, i) => rows.row(i)[0])).toEqual([1, 2, 1, 3, 2, 1, 4]);
  });

  test('encodes nothing again on a second run', async () => {
    await embed(letterEncoder().encoder, store, items(['a', 'b', 'c', 'd']));
    const { encoder, seen } = letterEncoder();
    const again = await embed(encoder, store, items(['d', 'c', 'b', 'a', 'e']));
    expect(seen).toEqual(['e']);
    expect(again.encoded).toBe(1);
  });

  test('a broken item costs its own row, and so does every later one of the same content', async () => {
    const { encoder, seen } = letterEncoder(1);
    const texts = ['a', '', 'b', '', 'c', ''];
    const { keys, failures } = await embed(encoder, store, items(texts), { lanes: 1 });
    expect(failures.map(({ item }) => item)).toEqual([1, 3, 5]);
    expect(keys.map(key => key !== null)).toEqual([true, false, true, false, true, false]);
    expect(seen.filter(text => text === '')).toHaveLength(1);
  });

  test('an item that cannot be loaded is listed with its place', async () => {
    const broken: EmbedItem<string> = {
      id: 'x',
      place: 'pictures/x.jpg',
      load: () => Promise.reject(new Error('no such file')),
    };
    const { failures } = await embed(letterEncoder().encoder, store, [...items(['a']), broken]);
    expect(failures).toHaveLength(1);
    expect(failures[0].error.message).toMatch(/pictures\/x.jpg cannot be read \(no such file\)/);
  });

  test('progress ends at the total, whatever was known, shared or broken', async () => {
    await embed(letterEncoder().encoder, store, items(['known']));
    const done: number[] = [];
    await embed(letterEncoder().encoder, store, items(['known', 'a', 'a', '', '', 'b']), {
      onProgress: progress => done.push(progress.done),
    });
    expect(done.at(-1)).toBe(6);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  test('an abort keeps what was encoded, and the next call goes on from there', async () => {
    const controller = new AbortController();
    const texts = Array.from({ length: 30 }, (_, i) => `text ${i}`);
    const stopped = embed(letterEncoder().encoder, store, items(texts), {
      signal: controller.signal,
      onProgress: ({ encoded }) => encoded >= 9 && controller.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
    const kept = store.size;
    expect(kept).toBeGreaterThanOrEqual(9);
    expect(kept).toBeLessThan(30);
    const { encoder, seen } = letterEncoder();
    await embed(encoder, store, items(texts));
    expect(seen).toHaveLength(30 - kept);
    expect(texts.every(text => store.has(contentKey(text)))).toBe(true);
  });

  test('a failing encoder stops the job and is not mistaken for a broken item', async () => {
    const { encoder } = letterEncoder();
    const failing = { ...encoder, encode: () => Promise.reject(new Error('out of memory')) };
    await expect(embed(failing, store, items(['a']))).rejects.toThrow('out of memory');
  });
});
