import { join } from 'node:path';
import { z } from 'zod';
import { type Aligner, encodeAligner } from '../align/index.ts';
import { encodeHead, type FittedHead } from '../fuse/index.ts';
import { decodeSafetensors, encodeSafetensors, type Matrix } from '../tensor/index.ts';
import { fitSchema } from './results.ts';
import {
  alignerFile,
  cellFile,
  headFile,
  predictionsFile,
  readIfThere,
  writeWhole,
} from './run-folder.ts';
import { stackedSeeds, unstackedSeeds } from './seed-stack.ts';

const recordSchema = z.object({
  key: z.string(),
  parameters: z.number().int(),
  fits: z.array(fitSchema).min(1),
});

/** A trained cell as it lies in the run's folder: what the figures are made from. */
export interface TrainedCell extends z.infer<typeof recordSchema> {
  /** One matrix for each seed: probabilities [n, C], or numbers [n, 1]. */
  readonly validation: readonly Matrix[];
  readonly test: readonly Matrix[];
}

/** The cell that an earlier run finished, or null. A damaged or torn one is trained again. */
export async function readCell(folder: string, key: string): Promise<TrainedCell | null> {
  const record = await readIfThere(join(folder, cellFile(key)));
  const predictions = await readIfThere(join(folder, predictionsFile(key)));
  if (record === null || predictions === null) return null;
  try {
    const parsed = recordSchema.parse(JSON.parse(record.toString('utf8')));
    if (parsed.key !== key) return null;
    const { tensors, metadata } = decodeSafetensors(predictions);
    if (metadata.key !== key) return null;
    return {
      ...parsed,
      validation: unstackedSeeds('validation', tensors.get('validation')),
      test: unstackedSeeds('test', tensors.get('test')),
    };
  } catch {
    return null;
  }
}

/**
 * Writes a cell; its record comes last, so that a record means that all the rest is there.
 *
 * @param fitted null where the predictions are all that is wanted of it
 */
export async function writeCell(
  folder: string,
  cell: TrainedCell,
  fitted: { readonly aligner: Aligner; readonly head: FittedHead } | null,
): Promise<void> {
  const { key, parameters, fits, validation, test } = cell;
  const predictions = encodeSafetensors(
    [
      ['validation', stackedSeeds(validation)],
      ['test', stackedSeeds(test)],
    ],
    { key },
  );
  await writeWhole(join(folder, predictionsFile(key)), predictions);
  if (fitted !== null) {
    await writeWhole(join(folder, headFile(key)), encodeHead(fitted.head));
    await writeWhole(join(folder, alignerFile(key)), encodeAligner(fitted.aligner));
  }
  await writeWhole(join(folder, cellFile(key)), JSON.stringify({ key, parameters, fits }, null, 2));
}
