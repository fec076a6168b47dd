import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MingaError } from '../errors/index.ts';

/** The kind of number that a model's weights are kept in, by the names that the hub gives them. */
export type Precision = 'fp32' | 'fp16' | 'int8' | 'uint8' | 'q4' | 'q4f16' | 'bnb4';

export const precisions: readonly Precision[] = [
  'fp32',
  'fp16',
  'int8',
  'uint8',
  'q4',
  'q4f16',
  'bnb4',
];

const suffixes: Readonly<Record<Precision, readonly string[]>> = {
  fp32: [''],
  fp16: ['_fp16'],
  int8: ['_quantized', '_int8'],
  uint8: ['_uint8'],
  q4: ['_q4'],
  q4f16: ['_q4f16'],
  bnb4: ['_bnb4'],
};

/**
 * The first `onnx/*.onnx` that a hub-style folder has, in the order of {@link precisions}, then of
 * the stems.
 *
 * @param stems names without ending, such as `vision_model`, the wanted first
 * @param wanted the precision; undefined takes any
 * @throws E_MODEL where there is none
 */
export function findOnnxFile(
  folder: string,
  stems: readonly string[],
  wanted: Precision | undefined,
): { readonly name: string; readonly precision: Precision } {
  const candidates = (wanted === undefined ? precisions : [wanted]).flatMap(precision =>
    stems.flatMap(stem =>
      suffixes[precision].map(suffix => ({ precision, name: `onnx/${stem}${suffix}.onnx` })),
    ),
  );
  const found = candidates.find(({ name }) => existsSync(join(folder, name)));
  if (found !== undefined) return found;
  throw new MingaError('E_MODEL', {
    found: `${folder}: no ONNX model${wanted === undefined ? '' : ` of precision ${wanted}`}`,
    expected: `one of ${candidates.map(({ name }) => name).join(', ')}`,
  });
}
