import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddingPair } from '../../align/index.ts';
import type { Dataset } from '../../data/index.ts';
import { type EmbedItem, type Encoder, embed } from '../../encode/index.ts';
import { MingaError } from '../../errors/index.ts';
import { type ContentKey, openStore } from '../../store/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { imageItems, keptVectors, textItems } from '../embedding.ts';
import type { KeptVectors } from '../stored-part.ts';
import type { OpenEncoders } from './encoders.ts';
import type { BaselineJob } from './job.ts';

/** A store of its own for one training, so that its extraction is made and measured, and not found. */
export interface ScratchVectors {
  /** Brings samples' vectors into the store. */
  extract(rows: Int32Array, onRow: (done: number) => void): Promise<void>;
  read(rows: Int32Array): Promise<EmbeddingPair>;
  bytesOnDisk(): number;
  /** Removes it: vectors are patient data. */
  remove(): Promise<void>;
}

/** @param folder where the store is to be; whatever an interrupted training left there is removed */
export async function scratchVectors(
  folder: string,
  job: BaselineJob,
  dataset: Dataset,
  encoders: OpenEncoders,
  signal?: AbortSignal,
): Promise<ScratchVectors> {
  await rm(folder, { recursive: true, force: true });
  const kept = { ...keptVectors(job.plan), folder };
  const image = await scratchStore(encoders.image, imageItems(dataset), kept, signal);
  const text = await scratchStore(encoders.text, textItems(dataset), kept, signal);
  return {
    async extract(rows, onRow) {
      await image.extract(rows, onRow);
      await text.extract(rows, () => undefined);
    },
    read: async rows => ({ image: await image.read(rows), text: await text.read(rows) }),
    bytesOnDisk: () => image.bytesOnDisk() + text.bytesOnDisk(),
    async remove() {
      await image.close();
      await text.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function scratchStore<Input extends Uint8Array | string>(
  encoder: Encoder<Input>,
  items: readonly EmbedItem<Input>[],
  kept: KeptVectors,
  signal: AbortSignal | undefined,
) {
  const { fingerprint, dimension, modality } = encoder;
  const identity = { fingerprint, dimension, encoder: { name: encoder.name, modality } };
  const store = await openStore(join(kept.folder, modality), identity, kept.options);
  const keys = new Map<number, ContentKey>();
  return {
    async extract(rows: Int32Array, onRow: (done: number) => void) {
      const chosen = Array.from(rows, row => items[row]);
      const embedding = await embed(encoder, store, chosen, {
        signal,
        onProgress: ({ done }) => onRow(done),
      });
      embedding.keys.forEach((key, i) => {
        if (key !== null) keys.set(rows[i], key);
      });
    },
    async read(rows: Int32Array): Promise<Matrix> {
      return store.read(Array.from(rows, row => keyOf(keys, row)));
    },
    bytesOnDisk: () => store.bytesOnDisk,
    close: () => store.close(),
  };
}

function keyOf(keys: ReadonlyMap<number, ContentKey>, row: number): ContentKey {
  const key = keys.get(row);
  if (key !== undefined) return key;
  throw new MingaError('E_STORE', {
    found: 'a row that could not be encoded again',
    expected: 'a vector, as when the study divided its rows',
    fix: 'run the same command again',
  });
}
