import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { EncodedRow, TextEmbedder } from '../encoder.ts';
import { readGolden, type TextGolden, writeGolden } from './fixture/golden-folder.ts';
import { openTextEncoder, type TextEncoderOptions } from './text-encoder.ts';

const folders: string[] = [];
const encoders: TextEmbedder[] = [];
afterEach(async () => {
  await Promise.all(encoders.splice(0).map(encoder => encoder.close()));
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true })));
});

async function folderOf(...args: Parameters<typeof writeGolden>): Promise<string> {
  const folder = await writeGolden(...args);
  folders.push(folder);
  return folder;
}

async function open(folder: string, options: TextEncoderOptions = {}): Promise<TextEmbedder> {
  const encoder = await openTextEncoder(folder, { workers: 1, threads: 1, ...options });
  encoders.push(encoder);
  return encoder;
}

function largestDifference(row: EncodedRow, wanted: ArrayLike<number>): number {
  if (!(row instanceof Float32Array)) throw row;
  expect(row).toHaveLength(wanted.length);
  return row.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i])), 0);
}

const golden = {
  bert: readGolden('bert'),
  e5: readGolden('e5'),
  clip: readGolden('clip'),
  siglip: readGolden('siglip'),
  qwen: readGolden('qwen'),
  biomed: readGolden('biomed'),
  blip: readGolden('blip'),
};
const { bert } = golden;

describe.each(Object.entries(golden))('a folder of %s', (_name, model: TextGolden) => {
  it.each(model.cases.map(each => [each.name, each] as const))(
    'gives the vectors of Python: %s',
    async (_case, { options, changes, rows }) => {
      const encoder = await open(await folderOf(model, changes), options);
      const encoded = await encoder.encode(model.texts);
      const differences = rows.map((wanted, i) => largestDifference(encoded[i], wanted));
      expect(Math.max(...differences)).toBeLessThan(1e-5);
      expect(encoder.dimension).toBe(rows[0].length);
    },
  );
});

describe('an ONNX text encoder', () => {
  it('gives a text the same vector alone, in any company and at any place', async () => {
    for (const model of Object.values(golden)) {
      const encoder = await open(await folderOf(model));
      const together = await encoder.encode(model.texts);
      const turned = await encoder.encode(model.texts.toReversed());
      for (const [i, text] of model.texts.entries()) {
        const [alone] = await encoder.encode([text]);
        if (!(alone instanceof Float32Array)) throw alone;
        expect(largestDifference(together[i], alone)).toBeLessThan(2e-6);
        expect(largestDifference(turned[model.texts.length - 1 - i], alone)).toBeLessThan(2e-6);
      }
    }
  });

  it('encodes an identical text once and gives rows that are no views of one another', async () => {
    const encoder = await open(await folderOf(bert));
    const [a, b, c] = await encoder.encode(['male', 'female', 'male']);
    expect(c).toEqual(a);
    expect(c).not.toBe(a);
    expect(b).not.toEqual(a);
    expect(await encoder.encode([])).toEqual([]);
  });

  it('says how many texts were cut, once for each text', async () => {
    const encoder = await open(await folderOf(bert));
    expect(encoder.notices?.()).toEqual([]);
    await encoder.encode(bert.texts);
    await encoder.encode(bert.texts);
    const [notice, ...others] = encoder.notices?.() ?? [];
    expect(others).toEqual([]);
    expect(notice).toMatch(
      /^2 of 9 texts were longer than 20 tokens and were cut; the longest had \d{3}, and \d+ of \d+ tokens were lost\.$/,
    );
    for (const text of bert.texts.filter(text => text !== '')) expect(notice).not.toContain(text);
  });

  it('cuts at the side that the tokenizer says', async () => {
    const settings = JSON.parse(bert.files['tokenizer_config.json']);
    const left = JSON.stringify({ ...settings, truncation_side: 'left' });
    const encoder = await open(await folderOf(bert, { 'tokenizer_config.json': left }));
    const words = Array.from({ length: 18 }, (_, i) => (i % 2 === 0 ? 'male' : 'back'));
    const [cut, kept] = await encoder.encode([`lesion ${words.join(' ')}`, words.join(' ')]);
    expect(cut).toEqual(kept);
  });

  it('lets options decide in place of the files, each with a fingerprint of its own', async () => {
    const folder = await folderOf(bert);
    const variants: TextEncoderOptions[] = [
      {},
      { pooling: 'cls' },
      { normalize: false },
      { prefix: 'a ' },
      { maxTokens: 9 },
    ];
    const prints = new Set<string>();
    for (const options of variants) prints.add((await open(folder, options)).fingerprint);
    expect(prints.size).toBe(variants.length);
    expect((await open(folder, { workers: 2 })).fingerprint).toBe((await open(folder)).fingerprint);
  });

  it('names the space that the halves of a pair share, and none for other vectors', async () => {
    const spaceOf = async (model: TextGolden, options: TextEncoderOptions = {}) =>
      (await open(await folderOf(model), options)).settings.space;
    expect(await spaceOf(golden.clip)).toMatch(/^[0-9a-f]{64}$/);
    expect(await spaceOf(golden.siglip)).toMatch(/^[0-9a-f]{64}$/);
    expect(await spaceOf(golden.biomed)).toMatch(/^[0-9a-f]{64}$/);
    expect(await spaceOf(golden.blip)).toMatch(/^[0-9a-f]{64}$/);
    expect(await spaceOf(bert)).toBeNull();
    expect(
      await spaceOf(golden.siglip, { output: 'last_hidden_state', pooling: 'mean' }),
    ).toBeNull();
  });

  it('assumes what a family needs where the folder does not say it, and says so', async () => {
    const bare = { 'modules.json': null, '1_Pooling/config.json': null };
    const encoder = await open(await folderOf(bert, bare));
    expect(encoder.settings).toMatchObject({ pooling: 'mean', normalize: false, prefix: '' });
    expect(encoder.notices?.()[0]).toMatch(/pooling "mean" is assumed/);
    const config = JSON.stringify({
      ...JSON.parse(bert.files['config.json']),
      _name_or_path: 'intfloat/multilingual-e5-small',
    });
    const e5 = await open(await folderOf(bert, { ...bare, 'config.json': config }));
    expect(e5.settings).toMatchObject({ normalize: true, prefix: 'query: ' });
  });

  it('keeps every core busy with several sessions and gives the same vectors', async () => {
    const folder = await folderOf(bert);
    const texts = Array.from({ length: 300 }, (_, i) => `male ${i} years, lesion ${i % 7}`);
    const one = await (await open(folder)).encode(texts);
    const two = await (await open(folder, { workers: 2 })).encode(texts);
    one.forEach((row, i) => {
      if (!(row instanceof Float32Array)) throw row;
      expect(largestDifference(two[i], row)).toBeLessThan(2e-6);
    });
  });

  it('runs a text alone where the model rounds by what else is in the batch', async () => {
    const encoder = await open(await folderOf(bert), { precision: 'int8' });
    const together = await encoder.encode(bert.texts);
    for (const [i, text] of bert.texts.entries()) {
      expect(await encoder.encode([text])).toEqual([together[i]]);
    }
  });

  it('serves a graph of fixed sizes with float16 vectors, cutting texts at its length', async () => {
    const folder = await folderOf(bert);
    const fixed = await open(folder, { precision: 'fp16' });
    const free = await open(folder, { maxTokens: 16 });
    const wanted = await free.encode(bert.texts);
    const rows = await fixed.encode(bert.texts);
    expect(fixed.settings).toMatchObject({ maxTokens: 16 });
    rows.forEach((row, i) => {
      if (!(row instanceof Float32Array)) throw row;
      expect(largestDifference(wanted[i], row)).toBeLessThan(2e-3);
    });
  });

  it('stops when the signal aborts, and when it is closed', async () => {
    const encoder = await open(await folderOf(bert));
    const controller = new AbortController();
    const texts = Array.from({ length: 5000 }, (_, i) => `text ${i}`);
    const encoding = encoder.encode(texts, controller.signal);
    controller.abort();
    await expect(encoding).rejects.toMatchObject({ code: 'E_ABORTED' });
    await expect(encoder.encode(texts, controller.signal)).rejects.toMatchObject({
      code: 'E_ABORTED',
    });
    const closing = encoder.encode(texts);
    await encoder.close();
    await expect(closing).rejects.toMatchObject({ code: 'E_RUNTIME' });
    await expect(encoder.encode(['a'])).rejects.toMatchObject({ code: 'E_RUNTIME' });
  });

  it('refuses options out of their range or of another kind of model', async () => {
    const folder = await folderOf(bert);
    const wrong: TextEncoderOptions[] = [
      { maxTokens: 33 },
      { maxTokens: 2 },
      { workers: 0 },
      { threads: 0.5 },
      { dimension: 64 },
    ];
    for (const options of wrong) {
      await expect(openTextEncoder(folder, options)).rejects.toMatchObject({ code: 'E_OPTION' });
    }
    const clip = await folderOf(golden.clip);
    await expect(openTextEncoder(clip, { pooling: 'cls', workers: 1 })).rejects.toThrow(
      /pooling cls.*text_embeds.*\[E_OPTION\]/,
    );
    await expect(openTextEncoder('builtin', { pooling: 'cls' })).rejects.toThrow(
      'pooling only for ONNX text models',
    );
  });
});

describe('a broken folder of a text model', () => {
  const wrongFiles: [string, string | null][] = [
    ['config.json', null],
    ['config.json', '{'],
    ['config.json', '[]'],
    ['tokenizer.json', null],
    ['tokenizer.json', '{}'],
    ['tokenizer.json', '{"model":{"type":"Unheard","vocab":{}}}'],
    ['tokenizer_config.json', null],
    ['tokenizer_config.json', '{"truncation_side":"above"}'],
    ['tokenizer_config.json', '{"pad_token":"[NONE]"}'],
    ['special_tokens_map.json', '{"pad_token":5}'],
    ['modules.json', '{}'],
    ['modules.json', '[{"type":"x.Pooling","path":"../1_Pooling"}]'],
    ['1_Pooling/config.json', null],
    ['1_Pooling/config.json', '{"pooling_mode":"weightedmean"}'],
    ['1_Pooling/config.json', '{"pooling_mode_mean_tokens":true,"pooling_mode_cls_token":true}'],
    ['sentence_bert_config.json', '{"max_seq_length":"many"}'],
    ['config_sentence_transformers.json', '{"prompts":{},"default_prompt_name":"query"}'],
    ['onnx/model.onnx', 'no model'],
  ];
  it.each(wrongFiles)('is refused with the name of %s: %s', async (name, content) => {
    const folder = await folderOf(bert, { [name]: content });
    const refusal = openTextEncoder(folder, { workers: 1 });
    await expect(refusal).rejects.toMatchObject({ code: 'E_MODEL' });
    await expect(refusal).rejects.toThrow(join(folder, name));
  });

  it('is refused without an ONNX model, with the names that it could have', async () => {
    const folder = await folderOf(golden.e5, { 'onnx/model.onnx': null });
    await expect(openTextEncoder(folder)).rejects.toThrow(
      /no ONNX model, expected one of onnx\/text_model.onnx.*\[E_MODEL\]/,
    );
    const half = await folderOf(golden.e5);
    await expect(openTextEncoder(half, { precision: 'q4' })).rejects.toThrow(
      /no ONNX model of precision q4/,
    );
  });

  it('is refused where open_clip describes no pair', async () => {
    const folder = await folderOf(golden.biomed, { 'open_clip_config.json': '{"model_cfg":{}}' });
    await expect(openTextEncoder(folder)).rejects.toThrow(join(folder, 'open_clip_config.json'));
  });

  it('is refused where modules.json wants a layer that the graph has not', async () => {
    const modules = JSON.parse(bert.files['modules.json']);
    modules.splice(2, 0, { idx: 2, name: '2', path: '2_Dense', type: 'x.Dense' });
    const folder = await folderOf(bert, { 'modules.json': JSON.stringify(modules) });
    await expect(openTextEncoder(folder, { workers: 1 })).rejects.toThrow(
      /modules.json wants 2_Dense after the pooling.*\[E_MODEL\]/,
    );
  });

  it('is refused where the model has no such output, or is one of pictures', async () => {
    const folder = await folderOf(bert);
    await expect(openTextEncoder(folder, { output: 'logits' })).rejects.toThrow(
      /no output "logits", expected one of last_hidden_state.*\[E_MODEL\]/,
    );
  });
});
