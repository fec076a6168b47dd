import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EmbedItem, Encoder } from '../encode/index.ts';
import { readModelFile, sha256 } from '../models/index.ts';

const warmUp = 8;
const timed = 32;
const passes = 3;
const mostSeconds = 20;

/**
 * Inputs a second with all of the encoder's workers, from bytes in memory to vectors: the median of
 * a few passes over a few inputs, after a warm-up. Null where none can be read.
 */
export async function measureSpeed<Input>(
  encoder: Encoder<Input>,
  items: readonly EmbedItem<Input>[],
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const loads = await Promise.allSettled(items.slice(0, timed).map(({ load }) => load()));
  const inputs = loads.flatMap(load => (load.status === 'fulfilled' ? [load.value] : []));
  if (inputs.length === 0) return null;
  await encoder.encode(inputs.slice(0, warmUp), signal);
  const seconds: number[] = [];
  const started = performance.now();
  while (seconds.length < passes && performance.now() - started < mostSeconds * 1000) {
    const begun = performance.now();
    await encoder.encode(inputs, signal);
    seconds.push((performance.now() - begun) / 1000);
  }
  seconds.sort((a, b) => a - b);
  return inputs.length / seconds[Math.floor((seconds.length - 1) / 2)];
}

const weightsSchema = z.object({ weights: z.record(z.string(), z.string()) });

/**
 * Bytes of the files that an encoder says it reads: the model's, known by its hash, and those that
 * it keeps weights in. Null where its settings name none.
 */
export async function weightBytes(
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<number | null> {
  const parsed = weightsSchema.safeParse(settings);
  if (!parsed.success) return null;
  const { model, ...external } = parsed.data.weights;
  const files = await readdir(join(folder, 'onnx')).catch(() => []);
  for (const name of files.filter(file => file.endsWith('.onnx'))) {
    const bytes = await readModelFile(folder, join('onnx', name));
    if (sha256(bytes) !== model) continue;
    const others = Object.keys(external).map(file => stat(join(folder, 'onnx', file)));
    return (await Promise.all(others)).reduce((sum, { size }) => sum + size, bytes.length);
  }
  return null;
}
