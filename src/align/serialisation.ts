import { MingaError } from '../errors/index.ts';
import { decodeSafetensors, encodeSafetensors, type TensorData } from '../tensor/index.ts';
import type { Aligner } from './aligner.ts';
import { alignerDesign } from './design.ts';
import { parsed, settingsFrom } from './saved-settings.ts';

const format = 'minga-aligner-1';

/** A fitted aligner as the bytes of a safetensors file. */
export function encodeAligner(aligner: Aligner): Uint8Array<ArrayBuffer> {
  const tensors = Object.entries(aligner.state).map(([name, data]): [string, TensorData] => [
    name,
    { dtype: 'F32', shape: [data.length], data },
  ]);
  return encodeSafetensors(tensors, {
    format,
    settings: JSON.stringify(aligner.settings),
    inputs: JSON.stringify(aligner.inputs),
  });
}

/**
 * The aligner that `encodeAligner` wrote; it transforms to the same bits.
 *
 * @throws E_SAFETENSORS, E_ALIGN_INPUT where the bytes are not those of an aligner
 */
export function decodeAligner(bytes: Uint8Array): Aligner {
  const { tensors, metadata } = decodeSafetensors(bytes);
  if (metadata.format !== format) {
    throw new MingaError('E_ALIGN_INPUT', {
      found: `a file of format ${metadata.format ?? 'unknown'}`,
      expected: format,
    });
  }
  const state: Record<string, Float32Array> = {};
  for (const [name, { data }] of tensors) if (data instanceof Float32Array) state[name] = data;
  const design = alignerDesign(settingsFrom(metadata.settings));
  return design.restore(inputsFrom(metadata.inputs), state);
}

function inputsFrom(text: string | undefined): Aligner['inputs'] {
  const { image, text: texts } = parsed(text);
  if (isDimension(image) && isDimension(texts)) return { image, text: texts };
  throw new MingaError('E_ALIGN_INPUT', {
    found: `aligner inputs ${text}`,
    expected: 'two dimensions',
  });
}

function isDimension(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0;
}
