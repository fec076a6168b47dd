import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDataset } from '../data/index.ts';
import { conv, encodeModel, flatten, Graph, globalAveragePool, relu } from '../graph/index.ts';
import { Random } from '../tensor/index.ts';

const noNetwork = new URL('./no-network.mjs', import.meta.url).href;
const side = 24;
let folder: string;

const minga = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));

function check(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1' };
  const all = [minga, 'models', 'check', ...args];
  const child = spawn(process.execPath, all, { cwd: folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, out, err })));
}

/** A convolution, ReLU and the mean over all places, its kernel drawn from a seed. */
function visionModel(seed: number, name: string): Uint8Array {
  const random = new Random(seed, 'kernel');
  const kernel = Float32Array.from({ length: 24 * 3 * 25 }, () => random.normal() / 8);
  const graph = new Graph();
  const pixels = graph.input(name, 'float32', ['batch', 3, side, side]);
  const map = relu(conv(pixels, graph.constant(kernel, [24, 3, 5, 5])));
  graph.output('pooler_output', flatten(globalAveragePool(map), 1));
  return encodeModel(graph);
}

function modelFolder(name: string, models: Readonly<Record<string, Uint8Array>>): string {
  mkdirSync(join(folder, name, 'onnx'), { recursive: true });
  writeFileSync(join(folder, name, 'config.json'), '{"model_type":"tiny"}');
  const rules = {
    image_processor_type: 'ViTImageProcessor',
    size: { height: side, width: side },
    resample: 2,
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.2, 0.2, 0.2],
  };
  writeFileSync(join(folder, name, 'preprocessor_config.json'), JSON.stringify(rules));
  for (const [file, bytes] of Object.entries(models)) {
    writeFileSync(join(folder, name, 'onnx', file), bytes);
  }
  return name;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-models-check-'));
  const sample = join(folder, 'sample');
  // Drawn here, so that no test waits for it.
  await loadDataset({ adapter: 'sample', folder: sample, rows: 240, seed: 0 });
  const plan = `
name: check
dataset: { adapter: sample, folder: sample, rows: 240 }
split: { test: 0.1, validation: 0.4 }
encode: { workers: 1 }
train: { C: 1000 }
evaluate: { resamples: 200 }
`;
  writeFileSync(join(folder, 'plan.yaml'), plan);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('minga models check', () => {
  test('ends with 0 and a table where the precision is safe', async () => {
    const model = modelFolder('same', {
      'model.onnx': visionModel(1, 'pixel_values'),
      // The same numbers in another file: no precision could be better.
      'model_int8.onnx': visionModel(1, 'pixels'),
    });
    const { code, out, err } = await check(model, '--data', 'plan.yaml', '--rows', 'all');
    expect(err).toMatch(/✓ Encoding images with same@int8/);
    expect(out).toMatch(/weights +0\.0 MB +0\.0 MB/);
    expect(out).toMatch(/macro AUROC +0\.\d+ +0\.\d+ +\+0\.000/);
    expect(out).toMatch(/10 nearest in common +100 %/);
    expect(out).toMatch(/^safe: mean cosine 1\.000/m);
    expect(code).toBe(0);
  });

  test('ends with 1 and one line of JSON where it is not', async () => {
    const model = modelFolder('wrecked', {
      'model.onnx': visionModel(1, 'pixel_values'),
      'model_quantized.onnx': visionModel(2, 'pixel_values'),
    });
    const { code, out, err } = await check(model, '--data', 'plan.yaml', '--rows', '120', '--json');
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({ verdict: { answer: 'not safe' } });
    expect(code).toBe(1);
  });

  test.each([
    [['same'], 2, /--data/],
    [['same', '--data', 'plan.yaml', '--rows', 'many'], 2, /a whole number is expected/],
    [['same', '--data', 'plan.yaml', '--precision', 'int3'], 2, /precision "int3".*E_USAGE/],
    [['same', '--data', 'plan.yaml', '--precision', 'q4'], 1, /model_int8\.onnx.*E_MODEL/],
    [['nowhere', '--data', 'plan.yaml'], 1, /E_MODEL/],
  ])('%j ends with %i and says why', async (args, expected, message) => {
    const { code, err } = await check(...args);
    expect(err).toMatch(message);
    expect(code).toBe(expected);
  });
});
