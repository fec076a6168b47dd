import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Encoder } from '../../encode/index.ts';
import { isMingaError } from '../../errors/index.ts';
import { folderBytes, readModelFile, resolveModel, sha256 } from '../../models/index.ts';
import { decodeSafetensors } from '../../tensor/index.ts';
import type { ImageModel, TextModel } from '../planned-encoder.ts';
import type { OpenEncoders } from './encoders.ts';
import { modelFacts } from './model-facts.ts';
import type { EncoderFacts } from './prepared-way.ts';

type AnyEncoder = Pick<Encoder<never>, 'modality' | 'name' | 'settings'>;

/** What two encoders are together: files, parameters, operations a case. */
export async function describeEncoders(
  models: { readonly image: ImageModel; readonly text: TextModel },
  open: OpenEncoders,
): Promise<EncoderFacts> {
  const image = await factsOf(models.image, open.image);
  const text = await factsOf(models.text, open.text);
  const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  return {
    parameters: sum(image.parameters, text.parameters),
    bytes: sum(image.bytes, text.bytes),
    operations: sum(image.operations, text.operations),
    uncounted: [...image.uncounted, ...text.uncounted],
  };
}

async function factsOf(entry: ImageModel | TextModel, encoder: AnyEncoder): Promise<EncoderFacts> {
  const about = `${encoder.modality} encoder ${encoder.name}`;
  if (!('model' in entry) || 'endpoint' in entry) {
    return unknown(`${about}: its model is not read by Minga itself`);
  }
  if (entry.model === 'builtin') {
    return {
      parameters: 0,
      bytes: 0,
      operations: null,
      uncounted: [`${about}: descriptors without weights, no graph to count`],
    };
  }
  const folder = await resolveModel(entry.model);
  const facts = (await onnxFacts(folder, encoder, about)) ?? (await tableFacts(folder, about));
  return { ...facts, bytes: await folderBytes(folder) };
}

async function onnxFacts(
  folder: string,
  { settings, modality }: AnyEncoder,
  about: string,
): Promise<EncoderFacts | null> {
  const files = await readdir(join(folder, 'onnx')).catch(() => []);
  const wanted = JSON.stringify(settings);
  for (const name of files.filter(file => file.endsWith('.onnx')).sort()) {
    const bytes = await readModelFile(folder, join('onnx', name));
    // The encoder's settings hold the hash of the file that it reads.
    if (!wanted.includes(sha256(bytes))) continue;
    try {
      return { ...modelFacts(bytes, modality, about), bytes: null };
    } catch (error) {
      if (!isMingaError(error)) throw error;
      return unknown(`${about}: ${error.problem.found}`);
    }
  }
  return null;
}

/** A table of vectors, one a token, that are averaged. */
async function tableFacts(folder: string, about: string): Promise<EncoderFacts> {
  const bytes = await readModelFile(folder, 'model.safetensors').catch(() => null);
  const table = bytes === null ? undefined : decodeSafetensors(bytes).tensors.get('embeddings');
  if (table === undefined) return unknown(`${about}: no file that tells its size`);
  return {
    parameters: table.shape.reduce((a, b) => a * b, 1),
    bytes: null,
    operations: 0,
    uncounted: [`${about}: the mean of its tokens’ rows, additions alone`],
  };
}

function unknown(reason: string): EncoderFacts {
  return { parameters: null, bytes: null, operations: null, uncounted: [reason] };
}
