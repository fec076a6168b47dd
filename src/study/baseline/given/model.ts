import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PreprocessRules, Size } from '../../../encode/picture/preprocess-rules.ts';
import { visionInput } from '../../../encode/picture/vision-input.ts';
import { knownOutputs } from '../../../encode/picture/vision-model.ts';
import { MingaError } from '../../../errors/index.ts';
import {
  externalLocations,
  type ForeignModel,
  type ForeignTensorType,
  readModel,
} from '../../../graph/index.ts';
import { findGivenFile, type GivenFile } from './file.ts';
import { requireFloat32 } from './float32.ts';

/** A model of pictures that is trained on, as its files describe it. */
export interface GivenModel {
  readonly path: string;
  readonly model: ForeignModel;
  /** The name of its input of pictures. */
  readonly input: string;
  readonly layout: 'channels first' | 'channels last';
  /** The tensor that is read, by its name. */
  readonly output: string;
  readonly pooling: GivenFile['pooling'];
  readonly prefixTokens: number | null;
  readonly rules: PreprocessRules;
  /** Where the rules come from. */
  readonly rulesFrom: 'files' | 'defaults';
  /** Of the file and of those that it keeps weights in. */
  readonly bytes: number;
}

/** sha256 of a given model's file and the files beside it that hold its weights. */
export async function givenModelHash(image: string): Promise<string> {
  const hash = createHash('sha256');
  const { path } = await findGivenFile(image);
  const { bytes, external } = await readFiles(path);
  hash.update(bytes);
  for (const [location, each] of external) hash.update(location).update(each);
  return hash.digest('hex');
}

/**
 * Reads a model that training begins from.
 *
 * @param image a folder, a hub id that was pulled, or an `.onnx` file
 * @param side of the pictures, where neither the model nor the files beside it say it
 * @throws E_MODEL where weights are not float32, the batch is fixed, it takes more than pictures, or
 *   its rules pad; E_ONNX where the file cannot be read
 * @throws E_OPTION where `side` differs from what the model's own files say
 */
export async function readGivenModel(image: string, side: number | undefined): Promise<GivenModel> {
  const file = await findGivenFile(image);
  const { path, pooling, prefixTokens } = file;
  const { bytes, external, total } = await readFiles(path);
  const model = readModel(bytes, { name: path, external });
  requireFloat32(model);
  const rules = file.rules ?? defaultRules(sideOf(model.inputs, side));
  requireSide(side, rules.output, image);
  requireNoPadding(rules, path);
  const input = visionInput(
    model.inputs.map(({ name, type, shape }) => ({ name, type, shape: shape ?? [] })),
    rules.output,
    path,
  );
  requirePicturesAlone(model, input.fixedBatch);
  const names = model.outputs.map(({ name }) => name);
  const output = file.output ?? knownOutputs.find(name => names.includes(name)) ?? names[0];
  return {
    path,
    model,
    input: input.name,
    layout: input.layout,
    output: pooling === 'pooled' ? 'pooler_output' : output,
    pooling,
    prefixTokens,
    rules,
    rulesFrom: file.rules === null ? 'defaults' : 'files',
    bytes: total,
  };
}

async function readFiles(path: string) {
  const bytes = await readFile(path);
  const external = new Map<string, Uint8Array>();
  let total = bytes.length;
  for (const location of externalLocations(bytes, path)) {
    const each = await readFile(join(dirname(path), location));
    external.set(location, each);
    total += each.length;
  }
  return { bytes, external, total };
}

const usualSide = 224;

/** The side that the model's input has; else what is asked for, else 224. */
function sideOf(inputs: readonly ForeignTensorType[], side: number | undefined): Size {
  const sizes = inputs.find(({ shape }) => shape?.length === 4)?.shape ?? [];
  const [, second, third, fourth] = sizes;
  const isLast = fourth === 3 && second !== 3;
  const [height, width] = isLast ? [second, third] : [third, fourth];
  const sized = (size: number | string | undefined) =>
    typeof size === 'number' ? size : (side ?? usualSide);
  return { width: sized(width), height: sized(height) };
}

/** Stretched to the model's size, with the mean and deviation of ImageNet's pictures. */
function defaultRules(size: Size): PreprocessRules {
  return {
    resize: { to: size },
    filter: 'bilinear',
    centerCrop: null,
    rescale: 1 / 255,
    normalize: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
    output: size,
  };
}

function requireSide(side: number | undefined, { width, height }: Size, image: string): void {
  if (side === undefined || (side === width && side === height)) return;
  throw new MingaError('E_OPTION', {
    found: `fine-tuned.picture ${side} for ${image}`,
    expected: `${width} × ${height}, as the model's own files say`,
    fix: 'leave fine-tuned.picture out',
  });
}

// Zeros that are added after the arithmetic cannot be kept as bytes from before it.
function requireNoPadding({ pad }: PreprocessRules, path: string): void {
  if (pad === undefined) return;
  throw new MingaError('E_MODEL', {
    found: `${path}: rules that pad pictures`,
    expected: 'pictures that fill the model’s input, to be trained on',
    fix: 'set do_pad to false in a copy of preprocessor_config.json',
  });
}

function requirePicturesAlone({ name, inputs }: ForeignModel, fixedBatch: number | null): void {
  if (inputs.length > 1) {
    throw new MingaError('E_MODEL', {
      found: `${name}: inputs ${inputs.map(input => input.name).join(', ')}`,
      expected: 'pictures alone, to be trained on',
      fix: 'export the vision part alone (onnx/vision_model.onnx)',
    });
  }
  if (fixedBatch === null) return;
  throw new MingaError('E_MODEL', {
    found: `${name}: a batch of ${fixedBatch}`,
    expected: 'any number of rows, for training and prediction see different ones',
    fix: 'export it again with dynamic_axes for the first axis',
  });
}
