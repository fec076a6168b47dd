import {
  type ImageEncoder,
  openEndpointEncoder,
  openGgufEncoder,
  openImageEncoder,
  openTextEncoder,
  type TextEmbedder,
} from '../encode/index.ts';
import { resolveModel } from '../models/index.ts';
import type { PlannedImageEncoder, PlannedTextEncoder } from './encoder-plan.ts';
import type { Plan } from './plan.ts';

/** Image encoders that make vectors, rather than find them ready. */
export type ImageModel = Exclude<PlannedImageEncoder, { readonly imported: string }>;
export type TextModel = Exclude<
  PlannedTextEncoder,
  { readonly imported: string } | { readonly tabular: unknown }
>;

/** @throws E_MODEL, E_OPTION, E_RUNTIME as {@link openImageEncoder} does */
export async function openPlannedImages(entry: ImageModel, plan: Plan): Promise<ImageEncoder> {
  const { name: _, model, ...options } = entry;
  const { input, workers, threads } = plan.encode;
  const limits = { memory: memoryBytes(plan), workers, threads };
  return openImageEncoder(await folderOf(model), { ...options, ...limits, ...input });
}

/** @throws E_MODEL, E_OPTION, E_RUNTIME, E_ENDPOINT as the encoder's kind does */
export async function openPlannedTexts(entry: TextModel, plan: Plan): Promise<TextEmbedder> {
  const { workers, threads } = plan.encode;
  if ('gguf' in entry) {
    const { name: _, gguf, ...options } = entry;
    return openGgufEncoder(gguf, { threads, ...options });
  }
  if ('endpoint' in entry) {
    const { name: _, endpoint, ...options } = entry;
    return openEndpointEncoder({ url: endpoint, ...options });
  }
  const { name: _, model, ...options } = entry;
  return openTextEncoder(await folderOf(model), { ...options, workers, threads });
}

/** The plan's `encode.memory` in bytes. */
export function memoryBytes({ encode }: Plan): number {
  return encode.memory * 2 ** 20;
}

async function folderOf(model: string): Promise<string> {
  return model === 'builtin' ? model : resolveModel(model);
}

/** Options that tell two encoders of one model apart. */
const naming = new Set(['precision', 'pooling', 'output', 'normalize', 'maxTokens']);

/**
 * What results call the encoder: its own name as the plan gives it, else the model's with whatever
 * the plan says of it, so that two precisions of one model are told apart.
 */
export function encoderName(
  entry: PlannedImageEncoder | PlannedTextEncoder,
  opened: string,
): string {
  if (entry.name !== undefined) return entry.name;
  const { name: _, ...said } = entry;
  const parts = Object.entries(said).flatMap(([key, value]) =>
    naming.has(key) && value !== undefined
      ? [key === 'precision' ? `${value}` : `${key}=${value}`]
      : [],
  );
  return [opened, ...parts].join('@');
}
