import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EncodedRow } from '../encoder.ts';
import { murmurHash3 } from './murmur-hash.ts';
import { openTextEncoder } from './text-encoder.ts';

interface StaticGolden {
  readonly texts: string[];
  readonly 'potion-base-2M': number[][];
  readonly tiny: { tokenizer: object; weights: string; rows: number[][] };
}

interface HashedGolden {
  readonly hashes: [string, number, number][];
  readonly dimension: number;
  readonly texts: string[];
  readonly rows: number[][];
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8'));
const golden: StaticGolden = read('static-text.json');
const hashed: HashedGolden = read('hashed-text.json');

function expectClose(row: EncodedRow, wanted: readonly number[]): void {
  if (!(row instanceof Float32Array)) throw row;
  expect(row).toHaveLength(wanted.length);
  const differences = wanted.map((value, i) => Math.abs(value - row[i]));
  expect(Math.max(...differences)).toBeLessThan(2e-6);
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-text-'));
  await writeFile(join(folder, 'config.json'), '{"model_type":"model2vec"}');
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(golden.tiny.tokenizer));
  const weights = Buffer.from(golden.tiny.weights, 'base64');
  await writeFile(join(folder, 'model.safetensors'), weights);
});
afterAll(() => rm(folder, { recursive: true }));

/** The tiny model with one file changed. */
async function broken(name: string, content: string | null): Promise<string> {
  const copy = await mkdtemp(join(folder, 'broken-'));
  for (const file of ['config.json', 'tokenizer.json', 'model.safetensors']) {
    if (file !== name) await cp(join(folder, file), join(copy, file));
  }
  if (content !== null) await writeFile(join(copy, name), content);
  return copy;
}

describe('a static text model', () => {
  it('gives the vectors of tokenizers and NumPy', async () => {
    const encoder = await openTextEncoder(folder);
    const rows = await encoder.encode(golden.texts);
    golden.tiny.rows.forEach((wanted, i) => {
      expectClose(rows[i], wanted);
    });
    expect(encoder).toMatchObject({ modality: 'text', dimension: 4 });
  });

  it('has the vector of zeros for a text without a known token', async () => {
    const encoder = await openTextEncoder(folder);
    expect(await encoder.encode(['', 'zzz'])).toEqual([new Float32Array(4), new Float32Array(4)]);
  });

  it.each([
    ['config.json', null],
    ['config.json', '{'],
    ['config.json', '{"model_type":"model2vec","normalize":"yes"}'],
    ['tokenizer.json', null],
    ['tokenizer.json', '{"model":{"type":"Unheard","vocab":{}}}'],
    ['model.safetensors', null],
  ])('refuses a folder with a wrong or missing %s and names it', async (name, content) => {
    const copy = await broken(name, content);
    await expect(openTextEncoder(copy)).rejects.toThrow(join(copy, name));
    await expect(openTextEncoder(copy)).rejects.toMatchObject({ code: 'E_MODEL' });
  });

  it('is not mistaken for another kind of model', async () => {
    const copy = await broken('config.json', '{"model_type":"bert"}');
    await expect(openTextEncoder(copy)).rejects.toThrow(/no ONNX model.*\[E_MODEL\]/);
  });

  it('refuses a tokenizer with more tokens than rows, and damaged weights', async () => {
    const tokenizer = JSON.stringify(golden.tiny.tokenizer).replace('"lesion":2', '"lesion":2000');
    await expect(openTextEncoder(await broken('tokenizer.json', tokenizer))).rejects.toThrow(
      /token 2000.*\[E_MODEL\]/,
    );
    await expect(openTextEncoder(await broken('model.safetensors', 'no'))).rejects.toMatchObject({
      code: 'E_SAFETENSORS',
    });
  });

  it('refuses a folder that is not there and a dimension of its own', async () => {
    await expect(openTextEncoder(join(folder, 'none'))).rejects.toThrow('[E_MODEL]');
    await expect(openTextEncoder(folder, { dimension: 64 })).rejects.toThrow('[E_OPTION]');
  });
});

const potion = resolve('../shared/models/potion-base-2M');
if (!existsSync(potion)) console.warn(`skipped: no real text model at ${potion}`);

describe.skipIf(!existsSync(potion))('potion-base-2M', () => {
  it('gives the vectors of tokenizers and NumPy', async () => {
    const encoder = await openTextEncoder(potion);
    const rows = await encoder.encode(golden.texts);
    golden['potion-base-2M'].forEach((wanted, i) => {
      expectClose(rows[i], wanted);
    });
    expect(encoder).toMatchObject({ name: 'potion-base-2M', dimension: 64 });
  });
});

describe('the builtin text encoder', () => {
  it('hashes as scikit-learn does', () => {
    for (const [key, seed, wanted] of hashed.hashes) {
      expect(murmurHash3(new TextEncoder().encode(key), seed)).toBe(wanted);
    }
  });

  it('gives the vectors of its formulae in Python', async () => {
    const encoder = await openTextEncoder('builtin', { dimension: hashed.dimension });
    const rows = await encoder.encode(hashed.texts);
    hashed.rows.forEach((wanted, i) => {
      expectClose(rows[i], wanted);
    });
  });

  it('has vectors of norm 1, and zeros for a text without words', async () => {
    const encoder = await openTextEncoder('builtin');
    const [lesion, empty] = await encoder.encode(['lesion on the back', ' ?!']);
    if (!(lesion instanceof Float32Array)) throw lesion;
    expect(lesion).toHaveLength(512);
    expect(Math.hypot(...lesion)).toBeCloseTo(1, 6);
    expect(empty).toEqual(new Float32Array(512));
  });

  it('gives equal texts equal vectors that are no views of one another', async () => {
    const encoder = await openTextEncoder('builtin');
    const [a, b] = await encoder.encode(['back', 'back']);
    expect(a).toEqual(b);
    expect(a).not.toBe(b);
  });

  it('has a fingerprint of its settings alone', async () => {
    const [a, b, c] = await Promise.all([
      openTextEncoder('builtin'),
      openTextEncoder('builtin', { dimension: 512 }),
      openTextEncoder('builtin', { dimension: 256 }),
    ]);
    expect(a.fingerprint).toBe(b.fingerprint);
    expect(a.fingerprint).not.toBe(c.fingerprint);
  });

  it('refuses a dimension out of its range', async () => {
    await expect(openTextEncoder('builtin', { dimension: 8 })).rejects.toThrow('[E_OPTION]');
  });

  it('stops when the signal aborts, and when it is closed', async () => {
    const encoder = await openTextEncoder('builtin');
    const controller = new AbortController();
    const texts = Array.from({ length: 5000 }, (_, i) => `text ${i}`);
    const encoding = encoder.encode(texts, controller.signal);
    controller.abort();
    await expect(encoding).rejects.toMatchObject({ code: 'E_ABORTED' });
    await encoder.close();
    await expect(encoder.encode(['a'])).rejects.toMatchObject({ code: 'E_RUNTIME' });
  });
});
