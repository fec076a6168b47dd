import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../data/index.ts';
import { createDescriber, descriptorDimension } from './descriptor.ts';
import { openImageEncoder } from './image-encoder.ts';

interface Golden {
  readonly preprocessor: Record<string, unknown>;
  readonly files: string[];
  readonly cases: readonly {
    name: string;
    config: Record<string, unknown>;
    model: string;
    rows: number[][];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL('./golden/vision.json', import.meta.url), 'utf8'),
);
const files = golden.files.map(file => new Uint8Array(Buffer.from(file, 'base64')));
const one = { workers: 1 };

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'minga-vision-'));
});
afterAll(() => rm(root, { recursive: true }));

interface Parts {
  readonly config?: Record<string, unknown>;
  readonly preprocessor?: Record<string, unknown>;
  readonly models?: Readonly<Record<string, Uint8Array>>;
}

const modelOf = (name: string) => {
  const found = golden.cases.find(entry => entry.name === name);
  if (found === undefined) throw new Error(`no golden model ${name}`);
  return new Uint8Array(Buffer.from(found.model, 'base64'));
};

async function folderOf(parts: Parts = {}): Promise<string> {
  const folder = await mkdtemp(join(root, 'model-'));
  const { config = { model_type: 'tiny' }, preprocessor = golden.preprocessor } = parts;
  const { models = { 'model.onnx': modelOf('rank 2') } } = parts;
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'preprocessor_config.json'), JSON.stringify(preprocessor));
  await mkdir(join(folder, 'onnx'));
  for (const [name, bytes] of Object.entries(models)) {
    await writeFile(join(folder, 'onnx', name), bytes);
  }
  return folder;
}

describe('an ONNX vision model', () => {
  it.each(golden.cases.map(entry => [entry.name, entry] as const))(
    'gives the vectors of onnxruntime and Pillow: %s',
    async (_name, { config, model, rows: wanted }) => {
      const models = { 'model.onnx': new Uint8Array(Buffer.from(model, 'base64')) };
      const encoder = await openImageEncoder(await folderOf({ config, models }), one);
      const rows = await encoder.encode(files);
      await encoder.close();
      expect(encoder.dimension).toBe(wanted[0].length);
      wanted.forEach((values, i) => {
        const row = rows[i];
        if (!(row instanceof Float32Array)) throw row;
        const differences = values.map((value, k) => Math.abs(value - row[k]));
        expect(Math.max(...differences)).toBeLessThan(1e-5);
      });
    },
  );

  it('lets a broken picture cost its row alone, and keeps the order', async () => {
    const encoder = await openImageEncoder(await folderOf(), { workers: 2 });
    const broken = files[0].subarray(0, 60);
    const batch = Array.from({ length: 23 }, (_, i) => (i % 5 === 3 ? broken : files[i % 3]));
    const rows = await encoder.encode(batch);
    const [a, b, c] = await encoder.encode(files);
    await encoder.close();
    rows.forEach((row, i) => {
      if (i % 5 === 3) expect(row).toMatchObject({ code: 'E_IMAGE' });
      else expect(row).toEqual([a, b, c][i % 3]);
    });
  });

  it('does not take the bytes away from the caller', async () => {
    const encoder = await openImageEncoder(await folderOf(), one);
    const before = files.map(file => file.length);
    await encoder.encode(files);
    await encoder.close();
    expect(files.map(file => file.length)).toEqual(before);
  });

  it('encodes nothing into nothing', async () => {
    const encoder = await openImageEncoder(await folderOf(), one);
    expect(await encoder.encode([])).toEqual([]);
    await encoder.close();
  });

  it('has one fingerprint for any number of threads, and others for other settings', async () => {
    const models = {
      'model.onnx': modelOf('rank 3, mean'),
      'model_quantized.onnx': modelOf('rank 4'),
    };
    const folder = await folderOf({ models });
    const fingerprints: string[] = [];
    for (const options of [
      one,
      { workers: 2 },
      { pooling: 'mean' },
      { precision: 'int8' },
    ] as const) {
      const encoder = await openImageEncoder(folder, options);
      fingerprints.push(encoder.fingerprint);
      await encoder.close();
    }
    expect(fingerprints[0]).toBe(fingerprints[1]);
    expect(new Set(fingerprints).size).toBe(3);
  });

  it('takes the vision part of a pair before a whole model', async () => {
    const models = { 'model.onnx': modelOf('rank 2'), 'vision_model.onnx': modelOf('rank 4') };
    const encoder = await openImageEncoder(await folderOf({ models }), one);
    await encoder.close();
    expect(encoder.settings.output).toBe('map');
  });

  it.each<[string, Parts, RegExp]>([
    ['no ONNX model', { models: {} }, /no ONNX model, expected one of onnx\/vision_model\.onnx/],
    ['a model of a text', { config: { model_type: 7 } }, /config\.json: not an object with a text/],
    ['an unknown processor', { preprocessor: { image_processor_type: 'X' } }, /processor "X"/],
    [
      'a size that is not the model’s',
      { preprocessor: { ...golden.preprocessor, size: 24 } },
      /shape \[batch, 3, 12, 12\], expected \[batch, 3, 24, 24\]/,
    ],
    ['bytes that are no model', { models: { 'model.onnx': Buffer.from('hello') } }, /well-formed/],
    ['a pooling that is not known', { config: { pooling: 'max' } }, /pooling/],
  ])('refuses %s', async (_name, parts, message) => {
    const folder = await folderOf(parts);
    await expect(openImageEncoder(folder, one)).rejects.toThrow(message);
    await expect(openImageEncoder(folder, one)).rejects.toMatchObject({ code: 'E_MODEL' });
  });

  it('refuses a folder that is not there, or has no preprocessor_config.json', async () => {
    await expect(openImageEncoder(join(root, 'none'))).rejects.toThrow('[E_MODEL]');
    const folder = await folderOf();
    await rm(join(folder, 'preprocessor_config.json'));
    await expect(openImageEncoder(folder)).rejects.toThrow(
      /preprocessor_config\.json.*\[E_MODEL\]/,
    );
  });

  it('refuses an output that the model lacks, and options out of their range', async () => {
    const folder = await folderOf();
    await expect(openImageEncoder(folder, { ...one, output: 'y' })).rejects.toThrow(
      /no output "y", expected one of pooler_output \[E_MODEL\]/,
    );
    await expect(openImageEncoder(folder, { workers: 0 })).rejects.toThrow('[E_OPTION]');
    await expect(openImageEncoder('builtin', { maxPixels: -1 })).rejects.toThrow('[E_OPTION]');
  });
});

describe('the builtin image encoder', () => {
  it('describes the decoded picture', async () => {
    const encoder = await openImageEncoder('builtin', one);
    const rows = await encoder.encode(files);
    await encoder.close();
    expect(encoder).toMatchObject({ name: 'builtin', dimension: descriptorDimension });
    for (const [i, file] of files.entries()) {
      expect(rows[i]).toEqual(createDescriber()(await decodeImage(file)));
    }
  });
});

const mobilenet = resolve('../shared/models/mobilenetv2-int8');
const ham = resolve('../shared/data/ham10000/images');
const real = existsSync(mobilenet) && existsSync(ham);
if (!real) console.warn(`skipped: no real vision model and pictures at ${mobilenet} and ${ham}`);

describe.skipIf(!real)('mobilenetv2-int8 on HAM10000', () => {
  it('gives a picture the same vector whatever stands beside it', async () => {
    const names = readdirSync(ham).sort().slice(0, 9);
    const pictures = await Promise.all(names.map(name => readFile(join(ham, name))));
    const encoder = await openImageEncoder(mobilenet);
    const together = await encoder.encode(pictures);
    for (const [i, picture] of pictures.entries()) {
      expect((await encoder.encode([picture]))[0]).toEqual(together[i]);
    }
    await encoder.close();
    expect(encoder).toMatchObject({ name: 'mobilenetv2-int8', dimension: 1280 });
  });

  // Native code that is left running when its thread or process ends would abort the process.
  it.each([
    ['ends', 'process.exit(7)', 7],
    ['closes the encoder', 'await encoder.close(); process.exit(7)', 7],
    ['throws', 'throw new Error("out of luck")', 1],
  ])('a process that %s while pictures are encoded ends as it should', (_name, ending, status) => {
    const source = `
      import { readFileSync } from 'node:fs';
      const { openImageEncoder } = await import(${JSON.stringify(new URL('./image-encoder.ts', import.meta.url).href)});
      const encoder = await openImageEncoder(${JSON.stringify(mobilenet)});
      const picture = readFileSync(${JSON.stringify(join(ham, readdirSync(ham)[0]))});
      encoder.encode(Array(64).fill(picture)).catch(() => {});
      await new Promise(resolve => setTimeout(resolve, 60));
      ${ending};`;
    const args = ['--import', 'tsx', '--input-type=module', '-e', source];
    expect(spawnSync(process.execPath, args).status).toBe(status);
  });
});
