import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage, type RgbImage } from '../../data/index.ts';
import { encodeModel, flatten, Graph, gemm, globalAveragePool } from '../../graph/index.ts';
import { fingerprint } from '../fingerprint.ts';
import { openImageEncoder } from './image-encoder.ts';
import { readVisionConfig } from './vision-config.ts';
import { readVisionFolder, type VisionFolderOptions } from './vision-folder.ts';
import { openVisionModel } from './vision-model.ts';
import { visionRecipe, visionSettings } from './vision-settings.ts';

interface Classifier {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, unknown>>;
  readonly scores: readonly number[][];
  readonly models: readonly { file: string; model: string; tensor: string; rows: number[][] }[];
  /** The float model and the file that it keeps its weights in. */
  readonly outside?: Readonly<Record<string, string>>;
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8'));
const groups = ['convnext', 'swin', 'vit', 'mobilenet', 'resnet'];
const classifiers: Classifier[] = groups.map(group => read(`vision-classifiers-${group}`));
const files: Uint8Array[] = read('vision').files.map(
  (file: string) => new Uint8Array(Buffer.from(file, 'base64')),
);
const pictures: RgbImage[] = await Promise.all(files.map(file => decodeImage(file)));

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'minga-classifiers-'));
});
afterAll(() => rm(root, { recursive: true }));

const unpacked = (packed: string) => new Uint8Array(gunzipSync(Buffer.from(packed, 'base64')));

function classifier(name: string): Classifier {
  const found = classifiers.find(entry => entry.name === name);
  if (found === undefined) throw new Error(`no golden classifier ${name}`);
  return found;
}

/** JSON for objects; bytes as they are, in onnx/. */
async function folderOf(contents: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(root, 'model-'));
  await mkdir(join(folder, 'onnx'));
  for (const [name, content] of Object.entries(contents)) {
    if (content instanceof Uint8Array) await writeFile(join(folder, 'onnx', name), content);
    else await writeFile(join(folder, name), JSON.stringify(content));
  }
  return folder;
}

/** The folder of one of a classifier's models. */
function classifierFolder(name: string, file = 'model.onnx', config?: Record<string, unknown>) {
  const entry = classifier(name);
  const model = entry.models.find(candidate => candidate.file === file);
  if (model === undefined) throw new Error(`no golden model ${file} of ${name}`);
  return folderOf({
    ...entry.files,
    'config.json': config ?? entry.config,
    [file]: unpacked(model.model),
  });
}

async function encode(folder: string, options: VisionFolderOptions = {}) {
  const described = await readVisionFolder(folder, await readVisionConfig(folder), options);
  const model = await openVisionModel(visionRecipe(described, { threads: 1 }));
  const rows = await model.encode(pictures);
  return { rows, settings: visionSettings(described, model.output), dimension: model.dimension };
}

/** The largest difference, as a share of the largest number. */
function difference(rows: readonly unknown[], wanted: readonly (readonly number[])[]): number {
  const scale = Math.max(...wanted.flat().map(Math.abs));
  const differences = wanted.flatMap((values, i) => {
    const row = rows[i];
    if (!(row instanceof Float32Array)) throw row;
    expect(row.length).toBe(values.length);
    return values.map((value, k) => Math.abs(value - row[k]));
  });
  return Math.max(...differences) / scale;
}

describe('a classifier of transformers', () => {
  const cases = classifiers.flatMap(entry =>
    entry.models.map(model => [entry.name, model.file, model] as const),
  );

  it.each(cases)(
    'gives the features in front of its scores: %s, %s',
    async (name, file, { tensor, rows: wanted }) => {
      const { rows, settings, dimension } = await encode(await classifierFolder(name, file));
      expect(difference(rows, wanted)).toBeLessThan(1e-5);
      expect(dimension).toBe(wanted[0].length);
      expect(settings).toMatchObject({ output: tensor });
      expect(settings).not.toHaveProperty('vector');
    },
  );

  it.each(classifiers.map(({ name, scores }) => [name, scores] as const))(
    'gives the scores where they are asked for: %s',
    async (name, scores) => {
      const { rows, settings } = await encode(await classifierFolder(name), { output: 'logits' });
      expect(difference(rows, scores)).toBeLessThan(1e-5);
      expect(settings).toMatchObject({ output: 'logits' });
      expect(settings).not.toHaveProperty('vector');
    },
  );

  it('is known by its output where the config does not tell', async () => {
    const { config } = classifier('ConvNeXt V2');
    const bare = { model_type: config.model_type };
    const { rows } = await encode(await classifierFolder('ConvNeXt V2', 'model.onnx', bare));
    expect(difference(rows, classifier('ConvNeXt V2').models[0].rows)).toBeLessThan(1e-5);
  });

  it('has another fingerprint for its features than for its scores', async () => {
    const folder = await classifierFolder('ViT');
    const both = [await encode(folder), await encode(folder, { output: 'logits' })];
    expect(fingerprint(both[0].settings)).not.toBe(fingerprint(both[1].settings));
  });

  it('is no stand-in for the pooled output where that is asked for', async () => {
    await expect(encode(await classifierFolder('ViT'), { pooling: 'pooled' })).rejects.toThrow(
      /no output "pooler_output", expected one of logits \[E_MODEL\]/,
    );
  });

  it('works in the threads of an encoder', async () => {
    const folder = await classifierFolder('Swin');
    const encoder = await openImageEncoder(folder, { workers: 1, threads: 1 });
    const rows = await encoder.encode(files);
    await encoder.close();
    const { rows: wanted, tensor } = classifier('Swin').models[0];
    expect(difference(rows, wanted)).toBeLessThan(1e-5);
    expect(encoder).toMatchObject({ dimension: 16, settings: { output: tensor } });
  });
});

describe('a tensor inside the graph', () => {
  it('is pooled by its rank', async () => {
    const folder = await classifierFolder('ViT');
    const tokens = '/model/vit/layernorm/LayerNormalization_output_0';
    const cls = await encode(folder, { output: tokens });
    expect(difference(cls.rows, classifier('ViT').models[0].rows)).toBeLessThan(1e-5);
    const patches = await encode(folder, { output: tokens, pooling: 'mean-patches' });
    expect(patches.settings).toMatchObject({ output: tokens, prefixTokens: 1 });
    expect(patches.rows).not.toEqual(cls.rows);
    const places = '/model/resnet/encoder/stages.1/layers.0/activation/Relu_output_0';
    const { rows } = await encode(await classifierFolder('ResNet'), { output: places });
    expect(difference(rows, classifier('ResNet').models[0].rows)).toBeLessThan(1e-5);
  });

  it('may have a name of any length', async () => {
    const name = 'n'.repeat(300);
    const folder = await folderOf({ ...(await ownFolder()), 'model.onnx': scoring(name, 3) });
    await expect(encode(folder, { output: name })).resolves.toMatchObject({ dimension: 3 });
  });

  it('must be there', async () => {
    await expect(encode(await classifierFolder('ViT'), { output: 'tokens' })).rejects.toThrow(
      /no output "tokens", expected one of logits \[E_MODEL\]/,
    );
  });
});

describe('a model that keeps its weights in another file', () => {
  async function outside() {
    const { config, files, outside = {} } = classifier('ViT');
    const models = Object.entries(outside).map(([name, model]) => [name, unpacked(model)]);
    return folderOf({ 'config.json': config, ...files, ...Object.fromEntries(models) });
  }

  it('keeps its scores, and its settings say so', async () => {
    const { rows, settings } = await encode(await outside());
    expect(difference(rows, classifier('ViT').scores)).toBeLessThan(1e-5);
    expect(settings).toMatchObject({ output: 'logits', vector: 'scores of classes' });
  });

  it('says how a tensor inside it can be read', async () => {
    await expect(encode(await outside(), { output: '/model/Gather_output_0' })).rejects.toThrow(
      /no output "\/model\/Gather_output_0", expected one of logits; .*as one file.*\[E_MODEL\]/,
    );
  });
});

/** The mean of each channel, times weights: [batch, 3] → [batch, classes]. */
function scoring(output: string, classes: number): Uint8Array {
  const graph = new Graph();
  const pixels = graph.input('pixel_values', 'float32', ['batch', 3, 16, 16]);
  const weights = Float32Array.from({ length: 3 * classes }, (_, i) => i - 2);
  const pooled = flatten(globalAveragePool(pixels), 1);
  graph.output(output, gemm(pooled, graph.constant(weights, [3, classes])));
  return encodeModel(graph);
}

async function ownFolder() {
  return { ...classifier('Swin').files, 'config.json': { model_type: 'own' } };
}

describe('scores under another name', () => {
  const labels = { id2label: { 0: 'a', 1: 'b', 2: 'c', 3: 'd' } };
  const architectures = ['OwnForImageClassification'];

  it.each([
    ['a config that names as many classes', labels, 'probabilities', 3],
    ['a config that names a classifier', { architectures }, 'scores', 3],
    ['a config that names other classes', { id2label: { 0: 'a' } }, 'scores', 4],
    ['a config that names none', {}, 'scores', 4],
    ['a name that features have', labels, 'image_embeds', 4],
  ])('are told by the config: %s', async (_name, config, output, dimension) => {
    const contents = { ...(await ownFolder()), 'model.onnx': scoring(output, 4) };
    const folder = await folderOf({ ...contents, 'config.json': { model_type: 'own', ...config } });
    await expect(encode(folder)).resolves.toMatchObject({ dimension });
  });
});
