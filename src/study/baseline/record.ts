import { join } from 'node:path';
import { z } from 'zod';
import { decodeSafetensors, encodeSafetensors, type Matrix } from '../../tensor/index.ts';
import { readIfThere, writeWhole } from '../run-folder.ts';
import { baselineFitSchema } from '../schema/baselines.ts';
import { stackedSeeds, unstackedSeeds } from '../seed-stack.ts';
import type { TrainedBaseline } from './fit.ts';

const recordSchema = z.object({
  key: z.string(),
  settings: z.record(z.string(), z.union([z.number(), z.string()])),
  fit: baselineFitSchema,
});

/** Where a training's predictions lie within the run's folder. */
export function baselinePredictions(key: string): string {
  return join('predictions', `baseline-${key.slice(0, 16)}.safetensors`);
}

function recordFile(key: string): string {
  return join('baselines', `${key.slice(0, 16)}.json`);
}

/** The training that an earlier run finished, or null. A damaged or torn one is done again. */
export async function readBaseline(folder: string, key: string): Promise<TrainedBaseline | null> {
  const record = await readIfThere(join(folder, recordFile(key)));
  const predictions = await readIfThere(join(folder, baselinePredictions(key)));
  if (record === null || predictions === null) return null;
  try {
    const { settings, fit, ...parsed } = recordSchema.parse(JSON.parse(record.toString('utf8')));
    const { tensors, metadata } = decodeSafetensors(predictions);
    if (parsed.key !== key || metadata.key !== key) return null;
    const matrixOf = (part: string): Matrix => unstackedSeeds(part, tensors.get(part))[0];
    return { settings, fit, validation: matrixOf('validation'), test: matrixOf('test') };
  } catch {
    return null;
  }
}

/** Writes a training; its record comes last, so that a record means that all the rest is there. */
export async function writeBaseline(
  folder: string,
  key: string,
  { settings, fit, validation, test }: TrainedBaseline,
): Promise<void> {
  const predictions = encodeSafetensors(
    [
      ['validation', stackedSeeds([validation])],
      ['test', stackedSeeds([test])],
    ],
    { key },
  );
  await writeWhole(join(folder, baselinePredictions(key)), predictions);
  await writeWhole(join(folder, recordFile(key)), JSON.stringify({ key, settings, fit }, null, 2));
}
