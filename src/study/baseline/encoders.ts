import { readFile } from 'node:fs/promises';
import type { EmbeddingPair } from '../../align/index.ts';
import type { Dataset } from '../../data/index.ts';
import type { Encoder, ImageEncoder, TextEmbedder } from '../../encode/index.ts';
import { MingaError } from '../../errors/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { openPlannedImages, openPlannedTexts } from '../planned-encoder.ts';
import type { BaselineJob } from './job.ts';

/** Both encoders of the frozen ways, open. */
export interface OpenEncoders {
  readonly image: ImageEncoder;
  readonly text: TextEmbedder;
  close(): Promise<void>;
}

/** @throws as `openPlannedImages` and `openPlannedTexts` */
export async function openEncoders({ plan, encoders }: BaselineJob): Promise<OpenEncoders> {
  const image = await openPlannedImages(encoders.image, plan);
  try {
    const text = await openPlannedTexts(encoders.text, plan);
    return {
      image,
      text,
      close: async () => {
        await image.close();
        await text.close();
      },
    };
  } catch (error) {
    await image.close();
    throw error;
  }
}

/** Runs both encoders on samples, from picture files and texts, and keeps nothing. */
export async function encodeSamples(
  { image, text }: OpenEncoders,
  { samples }: Dataset,
  rows: Int32Array,
  signal?: AbortSignal,
): Promise<EmbeddingPair> {
  const chosen = Array.from(rows, row => samples[row]);
  const files = chosen.map(sample => () => readFile(sample.image ?? ''));
  const texts = chosen.map(sample => async () => sample.text);
  return {
    image: await encodeAll(image, files, signal),
    text: await encodeAll(text, texts, signal),
  };
}

/** Two batches are under way at a time, as in an extraction, so that no core waits. */
const lanes = 2;

async function encodeAll<Input>(
  encoder: Encoder<Input>,
  inputs: readonly (() => Promise<Input>)[],
  signal: AbortSignal | undefined,
): Promise<Matrix> {
  const matrix = Matrix.zeros(inputs.length, encoder.dimension);
  let next = 0;
  async function lane(): Promise<void> {
    while (next < inputs.length) {
      const start = next;
      next += encoder.batchSize;
      const batch = inputs.slice(start, start + encoder.batchSize);
      const rows = await encoder.encode(await Promise.all(batch.map(load => load())), signal);
      for (const [i, row] of rows.entries()) {
        // Every row had a vector when the study divided them.
        if (row instanceof MingaError) throw row;
        matrix.row(start + i).set(row);
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return matrix;
}
