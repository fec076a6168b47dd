import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Dataset, SkippedRow } from '../data/index.ts';
import {
  type EmbedItem,
  type Encoder,
  embed,
  openImageEncoder,
  openTextEncoder,
} from '../encode/index.ts';
import { type ContentKey, openStore } from '../store/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { StudyListener } from './events.ts';
import { addExtraction, readExtraction } from './extraction-record.ts';
import { encoderLatency } from './latency.ts';
import type { Plan } from './plan.ts';
import type { EncoderResult } from './results.ts';

/** One encoder's vectors of a data set. */
export interface EmbeddedPart {
  readonly result: EncoderResult;
  /** For each sample whether it has a vector. */
  readonly available: readonly boolean[];
  /** The vectors of the samples at `indices`, in that order. */
  readonly read: (indices: ArrayLike<number>) => Promise<Matrix>;
}

export interface EncodedDataset {
  readonly images: readonly EmbeddedPart[];
  readonly texts: readonly EmbeddedPart[];
}

export interface EmbeddingOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: StudyListener;
}

/**
 * Brings the vectors of a data set under every encoder of a plan into the store.
 *
 * @throws E_MODEL, E_FILE_MISSING, E_STORE, E_STORE_LOCKED, E_ABORTED
 */
export async function embedDataset(
  plan: Plan,
  dataset: Dataset,
  options: EmbeddingOptions = {},
): Promise<EncodedDataset> {
  const images: EmbeddedPart[] = [];
  const texts: EmbeddedPart[] = [];
  for (const model of plan.encode.image) {
    const items = dataset.samples.map(
      ({ id, image }): EmbedItem<Uint8Array> => ({ id, place: image, load: () => readFile(image) }),
    );
    images.push(await embedWith(await openImageEncoder(model), model, items, plan, options));
  }
  for (const model of plan.encode.text) {
    const items = dataset.samples.map(
      ({ id, text, line }): EmbedItem<string> => ({
        id,
        place: `${dataset.name} line ${line}`,
        load: async () => text,
      }),
    );
    texts.push(await embedWith(await openTextEncoder(model), model, items, plan, options));
  }
  return { images, texts };
}

async function embedWith<Input extends Uint8Array | string>(
  encoder: Encoder<Input>,
  model: string,
  items: readonly EmbedItem<Input>[],
  plan: Plan,
  { signal, onEvent }: EmbeddingOptions,
): Promise<EmbeddedPart> {
  const { name, modality, dimension, fingerprint, settings } = encoder;
  const folder = join(resolve(plan.store), fingerprint.slice(0, 16));
  const identity = { fingerprint, dimension, encoder: { name, modality, ...settings } };
  try {
    const store = await openStore(folder, identity);
    try {
      for (const message of store.notices) onEvent?.({ kind: 'note', message });
      onEvent?.({
        kind: 'stage',
        name: `Encoding ${modality}s with ${name}`,
        unit: modality,
        total: items.length,
      });
      const started = performance.now();
      let made = 0;
      const embedding = await embed(encoder, store, items, {
        signal,
        onProgress(progress) {
          made = progress.encoded;
          onEvent?.({ kind: 'progress', done: progress.done });
        },
      }).catch(async error => {
        await addExtraction(folder, {
          vectors: made,
          seconds: (performance.now() - started) / 1000,
        });
        throw error;
      });
      await addExtraction(folder, { vectors: embedding.encoded, seconds: embedding.seconds });
      const failed = embedding.failures.map(
        ({ item, error }): SkippedRow => ({
          id: items[item].id,
          place: items[item].place,
          code: error.code,
          reason: error.problem.found,
        }),
      );
      if (failed.length > 0) onEvent?.({ kind: 'skipped', rows: failed });
      const present = embedding.keys.filter(key => key !== null);
      const extraction = await readExtraction(folder);
      const sample = items.filter((_, i) => embedding.keys[i] !== null).slice(0, 40);
      const result: EncoderResult = {
        id: `${modality}/${name}`,
        modality,
        name,
        model,
        dimension,
        fingerprint,
        settings: { ...settings },
        rows: present.length,
        distinct: new Set(present.map(key => Buffer.from(key).toString('base64'))).size,
        encodedNow: embedding.encoded,
        failed,
        extraction: {
          ...extraction,
          perSecond: extraction.seconds > 0 ? extraction.vectors / extraction.seconds : null,
        },
        latency: await encoderLatency(encoder, await Promise.all(sample.map(({ load }) => load()))),
        bytesOnDisk: store.bytesOnDisk,
      };
      return {
        result,
        available: embedding.keys.map(key => key !== null),
        read: indices => readRows(folder, identity, embedding.keys, indices),
      };
    } finally {
      await store.close();
    }
  } finally {
    await encoder.close();
  }
}

async function readRows(
  folder: string,
  identity: Parameters<typeof openStore>[1],
  keys: readonly (ContentKey | null)[],
  indices: ArrayLike<number>,
): Promise<Matrix> {
  const store = await openStore(folder, identity, { readOnly: true });
  try {
    return await store.read(Array.from(indices, i => keys[i]).filter(key => key !== null));
  } finally {
    await store.close();
  }
}
