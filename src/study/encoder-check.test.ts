import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../data/index.ts';
import { conv, encodeModel, flatten, Graph, globalAveragePool, relu } from '../graph/index.ts';
import { Random } from '../tensor/index.ts';
import { checkEncoder, type EncoderCheckOptions } from './encoder-check.ts';
import { normalisePlan, type Plan, planSchema } from './plan.ts';

const [channels, side, window] = [24, 24, 5];

/** A convolution, ReLU, and the mean over all places: a small vision model. */
function visionModel(kernel: Float32Array): Uint8Array {
  const graph = new Graph();
  const pixels = graph.input('pixel_values', 'float32', ['batch', 3, side, side]);
  const weights = graph.constant(kernel, [channels, 3, window, window]);
  graph.output('pooler_output', flatten(globalAveragePool(relu(conv(pixels, weights))), 1));
  return encodeModel(graph);
}

function drawnKernel(seed: number): Float32Array {
  const random = new Random(seed, 'kernel');
  return Float32Array.from({ length: channels * 3 * window ** 2 }, () => random.normal() / 8);
}

/** Weights as twelve bits hold them: about what eight bits with a scale for each channel cost. */
function rounded(kernel: Float32Array): Float32Array {
  const scale = kernel.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / 2047;
  return kernel.map(x => Math.round(x / scale) * scale);
}

let root = '';
let plan: Plan;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'minga-check-'));
  plan = normalisePlan(
    planSchema.parse({
      name: 'check',
      dataset: { adapter: 'sample', folder: join(root, 'sample'), rows: 240 },
      split: { test: 0.1, validation: 0.4 },
      store: join(root, 'store'),
      encode: { workers: 1 },
      train: { C: [1000] },
      evaluate: { resamples: 200 },
    }),
  );
  // Drawn here, so that no test waits for it.
  await loadDataset(plan.dataset);
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function modelFolder(models: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(root, 'model-'));
  await mkdir(join(folder, 'onnx'));
  await writeFile(join(folder, 'config.json'), JSON.stringify({ model_type: 'tiny' }));
  const rules = {
    image_processor_type: 'ViTImageProcessor',
    size: { height: side, width: side },
    resample: 2,
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.2, 0.2, 0.2],
  };
  await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify(rules));
  for (const [name, bytes] of Object.entries(models)) {
    await writeFile(join(folder, 'onnx', name), bytes);
  }
  return folder;
}

interface TextGolden {
  readonly files: Readonly<Record<string, string>>;
  readonly onnx: Readonly<Record<string, string>>;
}

/** A tiny BERT in three precisions. */
async function textFolder(): Promise<string> {
  const path = new URL('../encode/text/golden/onnx-bert.json', import.meta.url);
  const { files, onnx }: TextGolden = JSON.parse(readFileSync(path, 'utf8'));
  const folder = await mkdtemp(join(root, 'text-'));
  const models = Object.entries(onnx).map(
    ([name, content]) => [name, gunzipSync(Buffer.from(content, 'base64'))] as const,
  );
  for (const [name, content] of [...Object.entries(files), ...models]) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const check = async (model: string, options: Partial<EncoderCheckOptions> = {}) =>
  checkEncoder({
    modality: 'image',
    model,
    plan,
    candidate: 'int8',
    rows: Number.POSITIVE_INFINITY,
    ...options,
  });

describe('checkEncoder', () => {
  const whole = visionModel(drawnKernel(1));

  it('calls a model of rounded weights safe, and says what both cost', async () => {
    const twin = visionModel(rounded(drawnKernel(1)));
    const folder = await modelFolder({ 'model.onnx': whole, 'model_int8.onnx': twin });
    const found = await check(folder);
    expect(found.verdict).toMatchObject({ answer: 'safe' });
    expect(found.vectors.cosine.minimum).toBeGreaterThan(0.999);
    expect(found.vectors.neighbours.shared.estimate).toBeGreaterThan(0.8);
    expect(found.vectors.lengthRatio.median).toBeCloseTo(1, 1);
    expect(found.downstream.auroc.reference.estimate).toBeGreaterThan(0.6);
    expect(found.reference).toMatchObject({ precision: 'fp32', bytes: whole.length });
    expect(found.candidate).toMatchObject({ precision: 'int8', bytes: twin.length, dimension: 24 });
    expect(found.reference.fingerprint).not.toBe(found.candidate.fingerprint);
    for (const { perSecond, latency } of [found.reference, found.candidate]) {
      expect(perSecond).toBeGreaterThan(0);
      expect(latency?.median).toBeGreaterThan(0);
    }
  });

  it('calls a wrecked model not safe, and says why', async () => {
    const wrecked = visionModel(drawnKernel(2));
    const folder = await modelFolder({ 'model.onnx': whole, 'model_quantized.onnx': wrecked });
    const { verdict, vectors } = await check(folder, { rows: 120 });
    expect(verdict.answer).toBe('not safe');
    expect(verdict.reasons[0]).toMatch(/^the mean cosine is 0\.\d+, under 0\.99$/);
    expect(vectors.neighbours.shared.estimate).toBeLessThan(0.95);
  });

  it('cannot tell from a handful of rows, and takes no more than it was told to', async () => {
    const twin = visionModel(rounded(drawnKernel(1)));
    const folder = await modelFolder({ 'model.onnx': whole, 'model_int8.onnx': twin });
    const { rows, verdict } = await check(folder, { rows: 60 });
    expect(rows.train + rows.heldOut + rows.failed).toBe(60);
    expect(verdict.answer).toBe('cannot tell');
    expect(verdict.reasons[0]).toMatch(/^only \d+ rows to compare on/);
  });

  it('gives the same figures again and encodes nothing twice', async () => {
    const folder = await modelFolder({ 'model.onnx': whole, 'model_fp16.onnx': whole });
    const encoded: string[] = [];
    const once = async () => {
      const { vectors, downstream } = await check(folder, {
        candidate: 'fp16',
        rows: 100,
        onEvent: event => event.kind === 'stage' && encoded.push(event.name),
      });
      return { vectors, downstream };
    };
    const first = await once();
    expect(first.vectors.cosine).toMatchObject({ minimum: expect.closeTo(1, 6) });
    expect(first.downstream.auroc.difference).toMatchObject({ estimate: 0, low: 0, high: 0 });
    expect(await once()).toEqual(first);
    expect(encoded.filter(name => name.startsWith('Encoding'))).toHaveLength(4);
  });

  it('checks text models too', async () => {
    const folder = await textFolder();
    const { vectors, candidate } = await check(folder, {
      modality: 'text',
      candidate: 'fp16',
      rows: 80,
    });
    expect(candidate).toMatchObject({ precision: 'fp16', bytes: expect.any(Number) });
    expect(vectors.cosine.minimum).toBeGreaterThan(0.99);
    expect(vectors.cosine.minimum).toBeLessThan(1 - 1e-9);
  });

  it('says which precisions a folder has where one is missing', async () => {
    const folder = await modelFolder({ 'model.onnx': whole });
    await expect(check(folder)).rejects.toThrow(
      /precision int8, expected .*model\.onnx \[E_MODEL\]/,
    );
  });

  it('refuses what cannot be compared, and stops when told to', async () => {
    const folder = await modelFolder({ 'model.onnx': whole, 'model_int8.onnx': whole });
    await expect(check('builtin')).rejects.toThrow('[E_OPTION]');
    await expect(check(folder, { candidate: 'fp32' })).rejects.toThrow('[E_OPTION]');
    await expect(check(folder, { rows: 3 })).rejects.toThrow('[E_OPTION]');
    await expect(check(folder, { signal: AbortSignal.abort() })).rejects.toThrow('[E_ABORTED]');
  });
});
