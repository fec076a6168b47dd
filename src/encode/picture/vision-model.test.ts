import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage, type RgbImage } from '../../data/index.ts';
import { fingerprint } from '../fingerprint.ts';
import { readVisionConfig } from './vision-config.ts';
import { readVisionFolder, type VisionFolderOptions } from './vision-folder.ts';
import { openVisionModel } from './vision-model.ts';
import { visionRecipe, visionSettings } from './vision-settings.ts';

interface Family {
  readonly name: string;
  /** Absent for open_clip, which has a file of its own. */
  readonly config?: Record<string, unknown>;
  readonly files: Readonly<Record<string, unknown>>;
  /** By name, gzipped. */
  readonly models: Readonly<Record<string, string>>;
  readonly cases: readonly { options: VisionFolderOptions; rows: number[][] }[];
}

interface Inputs {
  readonly preprocessor: Record<string, unknown>;
  readonly cases: readonly {
    name: string;
    precision: string;
    options: VisionFolderOptions;
    file: string;
    model: string;
    rows: number[][];
  }[];
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8'));
const groups = ['transformers', 'networks', 'mobilenet', 'mobilevit', 'pairs', 'timm', 'others'];
const families: Family[] = groups.flatMap(group => read(`vision-families-${group}`));
const inputs: Inputs = read('vision-inputs');
const files: string[] = read('vision').files;
const pictures: RgbImage[] = await Promise.all(
  files.map(file => decodeImage(new Uint8Array(Buffer.from(file, 'base64')))),
);

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'minga-families-'));
});
afterAll(() => rm(root, { recursive: true }));

type Contents = Readonly<Record<string, unknown>>;

/** JSON for objects; bytes as they are, in onnx/. */
async function folderOf(contents: Contents): Promise<string> {
  const folder = await mkdtemp(join(root, 'model-'));
  await mkdir(join(folder, 'onnx'));
  for (const [name, content] of Object.entries(contents)) {
    if (content instanceof Uint8Array) await writeFile(join(folder, 'onnx', name), content);
    else await writeFile(join(folder, name), JSON.stringify(content));
  }
  return folder;
}

function contentsOf(name: string): Contents {
  const family = families.find(entry => entry.name === name);
  if (family === undefined) throw new Error(`no golden family ${name}`);
  const models = Object.entries(family.models).map(([file, packed]) => [
    file,
    new Uint8Array(gunzipSync(Buffer.from(packed, 'base64'))),
  ]);
  const config = family.config === undefined ? {} : { 'config.json': family.config };
  return { ...config, ...family.files, ...Object.fromEntries(models) };
}

async function encode(folder: string, options: VisionFolderOptions = {}, output?: string) {
  const described = await readVisionFolder(folder, await readVisionConfig(folder), options);
  const model = await openVisionModel(visionRecipe(described, { output, threads: 1 }));
  const rows = await model.encode(pictures);
  const settings = visionSettings(described, model.output);
  return { rows, settings, output: model.output, described };
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

describe('a model of a family', () => {
  const cases = families.flatMap(({ name, cases }) =>
    cases.map(({ options, rows }) => [name, options, rows] as const),
  );
  it.each(cases)(
    'gives the vectors of PyTorch and Pillow: %s %j',
    async (name, options, wanted) => {
      const { rows } = await encode(await folderOf(contentsOf(name)), options);
      expect(difference(rows, wanted)).toBeLessThan(5e-6);
    },
  );
});

describe('a model with other inputs', () => {
  it.each(inputs.cases.map(entry => [entry.name, entry] as const))(
    'gives the vectors of onnxruntime: %s',
    async (_name, { file, model, options, precision, rows: wanted }) => {
      const folder = await folderOf({
        'config.json': { model_type: 'tiny' },
        'preprocessor_config.json': inputs.preprocessor,
        [file]: new Uint8Array(Buffer.from(model, 'base64')),
      });
      const { rows, described } = await encode(folder, options);
      expect(described.precision).toBe(precision);
      expect(difference(rows, wanted)).toBeLessThan(1e-6);
    },
  );
});

const modelOf = (name: string) => {
  const found = inputs.cases.find(entry => entry.name === name);
  if (found === undefined) throw new Error(`no golden model ${name}`);
  return new Uint8Array(Buffer.from(found.model, 'base64'));
};

describe('a folder with several precisions', () => {
  const contents = () => ({
    'config.json': { model_type: 'tiny' },
    'preprocessor_config.json': inputs.preprocessor,
    'model.onnx': modelOf('free sizes'),
    'model_fp16.onnx': modelOf('float16, the mean'),
  });

  it('is read as float32 unless another is asked for, and each has its fingerprint', async () => {
    const folder = await folderOf(contents());
    const all = [await encode(folder), await encode(folder, { precision: 'fp16' })];
    expect(all.map(({ described }) => described.precision)).toEqual(['fp32', 'fp16']);
    expect(fingerprint(all[0].settings)).not.toBe(fingerprint(all[1].settings));
  });

  it('says which it has where it lacks the wanted one', async () => {
    const folder = await folderOf(contents());
    await expect(encode(folder, { precision: 'int8' })).rejects.toThrow(
      /no ONNX model of precision int8, expected one that it has: model\.onnx, model_fp16\.onnx \[E_MODEL\]/,
    );
  });
});

describe('the outputs', () => {
  it('are the pooled one, or the tokens where a pooling of tokens is asked for', async () => {
    const folder = await folderOf(contentsOf('DINOv2'));
    expect((await encode(folder)).output).toBe('pooler_output');
    expect((await encode(folder, { pooling: 'cls' })).output).toBe('last_hidden_state');
    expect((await encode(folder, { pooling: 'pooled' })).output).toBe('pooler_output');
    const named = await encode(folder, { pooling: 'mean-patches' }, 'last_hidden_state');
    expect(named.output).toBe('last_hidden_state');
  });

  it('must hold what the pooling asks for', async () => {
    const tokens = await folderOf(contentsOf('DINOv2, tokens alone'));
    await expect(encode(tokens, { pooling: 'pooled' })).rejects.toThrow(
      /no output "pooler_output", expected one of last_hidden_state \[E_MODEL\]/,
    );
    const pooled = await folderOf(contentsOf('timm'));
    await expect(encode(pooled, { pooling: 'mean-patches' })).rejects.toThrow(
      /shape \[1,8\] for the pooling "mean-patches".*\[E_MODEL\]/,
    );
    const places = await folderOf(contentsOf('ConvNeXt V2'));
    expect((await encode(places, { pooling: 'mean-patches' })).rows).toEqual(
      (await encode(places, { pooling: 'mean' })).rows,
    );
  });

  it('need the number of prefix tokens where the config does not tell it', async () => {
    const folder = await folderOf(contentsOf('timm, tokens'));
    await expect(encode(folder, { pooling: 'mean-patches' })).rejects.toThrow(
      /5 tokens, an unknown number of them before the patches.*prefixTokens.*\[E_MODEL\]/,
    );
    await expect(encode(folder, { pooling: 'mean-patches', prefixTokens: 5 })).rejects.toThrow(
      '[E_MODEL]',
    );
    await expect(encode(folder, { prefixTokens: -1 })).rejects.toThrow('[E_OPTION]');
  });
});

describe('a pair', () => {
  it('is normalised and carries its space, where its vectors lie in it', async () => {
    const folder = await folderOf(contentsOf('CLIP, the vision half'));
    const { settings, rows } = await encode(folder);
    expect(settings).toMatchObject({ output: 'image_embeds', normalize: true });
    expect(settings.space).toMatch(/^[0-9a-f]{64}$/);
    for (const row of rows) {
      if (!(row instanceof Float32Array)) throw row;
      expect(Math.hypot(...row)).toBeCloseTo(1, 6);
    }
    const tokens = await encode(folder, { pooling: 'mean-patches' });
    expect(tokens.settings).not.toHaveProperty('space');
    const siglip = await encode(await folderOf(contentsOf('SigLIP, the vision half')));
    expect(siglip.settings).toMatchObject({ output: 'pooler_output', normalize: true });
    expect(siglip.settings.space).toMatch(/^[0-9a-f]{64}$/);
  });

  it('may be exported whole: a text of one token is fed beside the pictures', async () => {
    const half = await encode(await folderOf(contentsOf('CLIP, the vision half')));
    const whole = await encode(await folderOf(contentsOf('CLIP, whole')));
    expect(whole.settings.space).toBe(half.settings.space);
    const wanted = half.rows.map(row => (row instanceof Float32Array ? [...row] : []));
    expect(difference(whole.rows, wanted)).toBeLessThan(1e-6);
  });

  it('of open_clip needs no config.json and no preprocessor_config.json', async () => {
    const { 'vision_model.onnx': model } = contentsOf('CLIP, the vision half');
    const config = {
      model_cfg: { embed_dim: 6, vision_cfg: { image_size: 16 }, text_cfg: {} },
      preprocess_cfg: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], resize_mode: 'squash' },
    };
    const folder = await folderOf({ 'open_clip_config.json': config, 'model.onnx': model });
    const { settings, rows } = await encode(folder);
    expect(settings).toMatchObject({ normalize: true });
    expect(settings.space).toMatch(/^[0-9a-f]{64}$/);
    expect(settings.preprocessing).toMatchObject({ resize: { to: { width: 16, height: 16 } } });
    const processor = {
      image_processor_type: 'ViTImageProcessor',
      size: 16,
      resample: 3,
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.5, 0.5, 0.5],
    };
    const clip = { 'config.json': { model_type: 'clip' }, 'preprocessor_config.json': processor };
    const same = await encode(await folderOf({ ...clip, 'model.onnx': model }));
    expect(rows).toEqual(same.rows);
  });
});

describe('the rules for pictures', () => {
  const vit = () => contentsOf('ViT');

  it('stand in processor_config.json as well', async () => {
    const { 'preprocessor_config.json': processor, ...rest } = vit();
    const moved = { ...rest, 'processor_config.json': { image_processor: processor } };
    expect((await encode(await folderOf(moved))).rows).toEqual(
      (await encode(await folderOf(vit()))).rows,
    );
  });

  it.each(['TimmWrapperImageProcessor', 'ImageFeatureExtractor'])(
    'stand in a timm config.json where the processor is %s',
    async image_processor_type => {
      const contents = contentsOf('timm');
      const pointed = { ...contents, 'preprocessor_config.json': { image_processor_type } };
      expect((await encode(await folderOf(pointed))).rows).toEqual(
        (await encode(await folderOf(contents))).rows,
      );
    },
  );

  it('must stand somewhere', async () => {
    const { 'preprocessor_config.json': _, ...rest } = vit();
    await expect(encode(await folderOf(rest))).rejects.toThrow(
      /type vit without preprocessor_config\.json.*\[E_MODEL\]/,
    );
    const text = { ...rest, 'processor_config.json': { processor_class: 'TextProcessor' } };
    await expect(encode(await folderOf(text))).rejects.toThrow('[E_MODEL]');
  });

  it.each<[string, Contents, RegExp]>([
    ['a timm mode', { pretrained_cfg: { crop_mode: 'corner' } }, /pretrained_cfg\.crop_mode/],
    ['a timm filter', { pretrained_cfg: { interpolation: 'random' } }, /interpolation/],
    ['grey pictures', { pretrained_cfg: { input_size: [1, 16, 16] } }, /input_size/],
  ])('are refused by name: %s', async (_name, config, message) => {
    const { 'preprocessor_config.json': _, ...rest } = vit();
    await expect(encode(await folderOf({ ...rest, 'config.json': config }))).rejects.toThrow(
      message,
    );
  });

  it('of open_clip are refused by name', async () => {
    const { 'model.onnx': model } = vit();
    const config = (preprocess: Contents) => ({
      'model.onnx': model,
      'open_clip_config.json': { model_cfg: { vision_cfg: {} }, preprocess_cfg: preprocess },
    });
    await expect(encode(await folderOf(config({ resize_mode: 'tile' })))).rejects.toThrow(
      /open_clip_config\.json: preprocess_cfg\.resize_mode.*\[E_MODEL\]/,
    );
    await expect(encode(await folderOf(config({ mode: 'L' })))).rejects.toThrow(/mode/);
    await expect(
      encode(await folderOf({ 'model.onnx': model, 'open_clip_config.json': {} })),
    ).rejects.toThrow(/no model_cfg/);
  });
});

it('a picture has the same vector in any company, also where activations are quantised', async () => {
  const folder = await folderOf({
    'config.json': { model_type: 'tiny' },
    'preprocessor_config.json': inputs.preprocessor,
    'model_quantized.onnx': modelOf('int8 weights'),
  });
  const described = await readVisionFolder(folder, await readVisionConfig(folder));
  const model = await openVisionModel(visionRecipe(described, { threads: 1 }));
  const together = await model.encode(pictures);
  for (const [i, picture] of pictures.entries()) {
    expect((await model.encode([picture]))[0]).toEqual(together[i]);
  }
});

const mobilenet = resolve('../shared/models/mobilenetv2-int8');
const real = existsSync(mobilenet);
if (!real) console.warn(`skipped: no real vision model at ${mobilenet}`);

describe.skipIf(!real)('mobilenetv2-int8', () => {
  it('keeps all that its vectors were stored under, the runtime apart', async () => {
    const described = await readVisionFolder(mobilenet, await readVisionConfig(mobilenet));
    const { runtime, ...settings } = visionSettings(described, '/Flatten_output_0');
    expect(runtime).toMatch(/^onnxruntime \d+\.\d+$/);
    expect(fingerprint(settings)).toBe(
      '762db3d4c7419dbb15d5c32d98ff1afa181669d142f2127aa9930b742d94acdf',
    );
  });
});
