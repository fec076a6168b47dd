import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmbedItem } from '../encode/index.ts';
import { contentKey, openStore, writeEmbeddings } from '../store/index.ts';
import { Matrix } from '../tensor/index.ts';
import { findImported, importVectors } from './imported-vectors.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minga-import-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const contents = ['first', 'second', 'first', 'third'];
const items = contents.map(
  (text, i): EmbedItem<string> => ({ id: `s${i}`, place: `line ${i}`, load: async () => text }),
);
const about = { modality: 'text', name: 'made' } as const;

/** A file without ids, as a bare store exports it. */
async function keyed(texts: readonly string[]): Promise<string> {
  const file = join(folder, 'bare.safetensors');
  await writeEmbeddings(file, {
    ids: null,
    keys: texts.map(contentKey),
    vectors: Matrix.fromRows(texts.map((_, i) => [i, -i])),
    metadata: {},
  });
  return file;
}

describe('vectors without ids', () => {
  test('are matched by the content that they were made from; equal contents share one', async () => {
    const file = await keyed(['second', 'first', 'unknown']);
    const kept = { folder: join(folder, 'store'), options: {} };
    const report = await importVectors(file, about, items, kept);
    expect(report).toMatchObject({ matched: 3, withoutVector: ['s3'], unreadable: [] });
    expect(report.withoutSample).toEqual([Buffer.from(contentKey('unknown')).toString('hex')]);
    const found = await findImported(kept.folder, 'text', 'made');
    if (found === null) throw new Error('nothing was imported');
    const store = await openStore(found.folder, found.identity, { readOnly: true });
    const rows = await store.read([contentKey('first'), contentKey('second')]);
    expect(rows.data).toEqual(Float32Array.of(1, -1, 0, -0));
  });

  test('are refused where none is of a sample', async () => {
    const file = await keyed(['unknown']);
    const kept = { folder: join(folder, 'store'), options: {} };
    await expect(importVectors(file, about, items, kept)).rejects.toThrow(
      /none of its content keys.*E_EXCHANGE/,
    );
  });
});
