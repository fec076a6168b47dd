import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readGolden, writeGolden } from './fixture/golden-folder.ts';
import { openTextEncoder } from './text-encoder.ts';
import { openTokenCounter } from './token-counter.ts';
import { tokenLengths } from './token-lengths.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function folderOf(name: string, weights = true): Promise<string> {
  const golden = readGolden(name);
  const none = Object.fromEntries(Object.keys(golden.onnx).map(path => [path, null]));
  const folder = await writeGolden(golden, weights ? {} : none);
  folders.push(folder);
  return folder;
}

describe.each(['bert', 'clip', 'e5', 'qwen', 'siglip'])('the counter of %s', name => {
  it('finds as much cut as the encoder itself', async () => {
    const { texts } = readGolden(name);
    const folder = await folderOf(name);
    const long = texts.map(text => `${text} `.repeat(3));
    const counter = await openTokenCounter(folder, { maxTokens: 12 });
    expect(counter.limit).toBe(12);
    const distinct = [...new Set([...texts, ...long])];
    const lengths = tokenLengths(distinct.map(counter.count), counter.limit);
    expect(lengths.cut).toBeGreaterThan(0);
    const encoder = await openTextEncoder(folder, { maxTokens: 12 });
    try {
      await encoder.encode(distinct);
      expect(encoder.notices?.().join(' ')).toContain(
        `${lengths.cut} of ${lengths.texts} texts were longer than 12 tokens and were cut; the longest had ${lengths.max}, and ${lengths.lost} of ${lengths.total} tokens were lost.`,
      );
    } finally {
      await encoder.close();
    }
  });

  it('needs no weights', async () => {
    const counter = await openTokenCounter(await folderOf(name, false));
    expect(counter.count('female, 45 years')).toBeGreaterThan(0);
    expect(counter.limit).toBeGreaterThan(0);
  });
});

it('counts the words of the built-in encoder, which cuts nothing', async () => {
  const counter = await openTokenCounter('builtin');
  expect(counter).toMatchObject({ unit: 'words', limit: null });
  expect(counter.count('Age: 80 years. Sexo: masculino.')).toBe(5);
});

it('refuses a folder that has no tokenizer', async () => {
  await expect(openTokenCounter('/nowhere')).rejects.toThrow(/E_MODEL/);
});

const potion = resolve(
  fileURLToPath(new URL('../../..', import.meta.url)),
  '../shared/models/potion-base-2M',
);
const absent = !existsSync(potion);
if (absent) console.warn(`SKIPPED: the tokens of potion-base-2M, because ${potion} does not exist`);
it.skipIf(absent)('counts the tokens of a real static model', async () => {
  const counter = await openTokenCounter(potion);
  expect(counter).toMatchObject({ name: 'potion-base-2M', unit: 'tokens', limit: null });
  // patient aged 80 years , male . les ##ion on the scalp .
  expect(counter.count('Patient aged 80 years, male. Lesion on the scalp.')).toBe(13);
});

describe('the lengths of texts', () => {
  it('are summed up with quantiles that occur', () => {
    expect(tokenLengths([8, 12, 80], 77)).toEqual({
      texts: 3,
      min: 8,
      median: 12,
      p95: 80,
      max: 80,
      cut: 1,
      lost: 3,
      total: 100,
    });
    expect(tokenLengths([], 77)).toMatchObject({ texts: 0, min: 0, max: 0, cut: 0, lost: 0 });
    expect(tokenLengths([5, 1], null)).toMatchObject({
      min: 1,
      median: 1,
      p95: 5,
      cut: 0,
      lost: 0,
    });
  });

  it('are in order, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(600), { minLength: 1 }), fc.nat(600), (counts, limit) => {
        const { min, median, p95, max, cut, lost, total } = tokenLengths(counts, limit);
        expect([min, median, p95, max]).toEqual([min, median, p95, max].toSorted((a, b) => a - b));
        expect([min, max]).toEqual([Math.min(...counts), Math.max(...counts)]);
        expect(counts.filter(count => count <= median).length * 2).toBeGreaterThanOrEqual(
          counts.length,
        );
        expect(cut).toBe(counts.filter(count => count > limit).length);
        expect(total - lost).toBe(counts.reduce((sum, c) => sum + Math.min(c, limit), 0));
      }),
    );
  });
});
