import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parsePlan } from './plan-file.ts';
import { previewTexts } from './text-preview.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-preview-'));
});
afterAll(() => rm(folder, { recursive: true }));

const plan = (text = '') =>
  parsePlan(
    `name: p\ndataset:\n  adapter: sample\n  folder: ${join(folder, 'sample')}\n  rows: 80\n${text}encode: { text: [no-such-model] }\n`,
  );

it('draws from each class in turn, the same for a seed, and needs no model', async () => {
  const preview = await previewTexts(plan(), { rows: 6 });
  expect(preview.rows.map(({ label }) => label)).toEqual([
    'alder',
    'birch',
    'cedar',
    'dogwood',
    'alder',
    'birch',
  ]);
  expect(await previewTexts(plan(), { rows: 6 })).toEqual(preview);
  const other = await previewTexts(plan(), { rows: 6, seed: 1 });
  expect(other.rows.map(({ id }) => id)).not.toEqual(preview.rows.map(({ id }) => id));
  const all = await previewTexts(plan(), { rows: 1000 });
  expect(all.rows).toHaveLength(preview.samples);
  expect(new Set(all.rows.map(({ id }) => id)).size).toBe(preview.samples);
});

it('says what is left out and what is missing', async () => {
  const { leftOut, missing, rows } = await previewTexts(plan(), { rows: 1000 });
  expect(leftOut).toEqual([
    { field: 'follow_up_code', reason: 'not among the fields of the text' },
  ]);
  for (const { field, samples } of missing) {
    expect(rows.filter(row => row.missing.includes(field))).toHaveLength(samples);
    expect(samples).toBeGreaterThan(0);
  }
  for (const { text, missing: own } of rows) {
    expect(text.match(/ not recorded\./g)?.length ?? 0).toBe(own.length);
  }
});

it('speaks another language than the plan, and counts texts without a word', async () => {
  const spanish = await previewTexts(plan(), { rows: 1, language: 'es' });
  expect(spanish.rows[0].text).toMatch(/Edad: /);
  const bare = await previewTexts(plan('  text: { fields: [sex], missing: omit }\n'), { rows: 1 });
  expect(bare.empty).toBe(bare.missing[0]?.samples ?? 0);
});

it('refuses no rows', async () => {
  await expect(previewTexts(plan(), { rows: 0 })).rejects.toThrow(/E_OPTION/);
});
