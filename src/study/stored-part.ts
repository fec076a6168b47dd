import { join, resolve } from 'node:path';
import type { SkippedRow } from '../data/index.ts';
import { type EmbedItem, type Encoder, embed } from '../encode/index.ts';
import {
  type ContentKey,
  openStore,
  type StoreOptions,
  type StoreSettings,
} from '../store/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { EmbeddedPart, EmbeddingOptions } from './embedding.ts';
import { addExtraction, readExtraction } from './extraction-record.ts';
import { encoderLatency } from './latency.ts';

/** An encoder of a plan, open. */
export interface OpenEncoder<Input> {
  readonly encoder: Encoder<Input>;
  /** Names it in results and cells; no two of a modality share one. */
  readonly name: string;
  /** What the plan names it by. */
  readonly source: string;
}

/** Where and how a plan's vectors are kept. */
export interface KeptVectors {
  readonly folder: string;
  readonly options: StoreOptions;
}

/**
 * Brings the vectors of all items under one encoder into its store, and closes the encoder.
 *
 * @param contentBytes the most bytes of content that are held at once
 */
export async function storedPart<Input extends Uint8Array | string>(
  { encoder, name, source }: OpenEncoder<Input>,
  items: readonly EmbedItem<Input>[],
  kept: KeptVectors,
  contentBytes: number,
  { signal, onEvent }: EmbeddingOptions,
): Promise<EmbeddedPart> {
  const { modality, dimension, fingerprint, settings } = encoder;
  const folder = join(resolve(kept.folder), fingerprint.slice(0, 16));
  const identity: StoreSettings = {
    fingerprint,
    dimension,
    encoder: { name: encoder.name, modality, ...settings },
  };
  try {
    const store = await openStore(folder, identity, kept.options);
    try {
      for (const message of store.notices) onEvent?.({ kind: 'note', message });
      onEvent?.({
        kind: 'stage',
        name: `Encoding ${modality}s with ${name}${arrangementOf(encoder)}`,
        unit: modality,
        total: items.length,
      });
      const started = performance.now();
      let made = 0;
      const embedding = await embed(encoder, store, items, {
        signal,
        contentBytes,
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
      const notices = [...(encoder.notices?.() ?? [])];
      for (const message of notices) onEvent?.({ kind: 'note', message: `${name}: ${message}` });
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
      return {
        result: {
          id: `${modality}/${name}`,
          modality,
          name,
          model: source,
          dimension,
          fingerprint,
          settings: { ...settings },
          rows: present.length,
          distinct: new Set(present.map(key => Buffer.from(key).toString('base64'))).size,
          encodedNow: embedding.encoded,
          failed,
          notices,
          extraction: {
            ...extraction,
            perSecond: extraction.seconds > 0 ? extraction.vectors / extraction.seconds : null,
          },
          latency: await encoderLatency(
            encoder,
            await Promise.all(sample.map(({ load }) => load())),
          ),
          bytesOnDisk: store.bytesOnDisk,
        },
        available: embedding.keys.map(key => key !== null),
        contents: embedding.keys,
        read: indices => readRows(folder, identity, kept.options, embedding.keys, indices),
      };
    } finally {
      await store.close();
    }
  } finally {
    await encoder.close();
  }
}

/** ` (2 workers × 1 thread)`, where the encoder has its own. */
function arrangementOf({ arrangement }: { readonly arrangement?: Encoder<never>['arrangement'] }) {
  if (arrangement === undefined) return '';
  const { workers, threads } = arrangement;
  return ` (${plural(workers, 'worker')} × ${plural(threads, 'thread')})`;
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The rows of samples in a store that is opened for them alone. */
export async function readRows(
  folder: string,
  identity: StoreSettings,
  options: StoreOptions,
  keys: readonly (ContentKey | null)[],
  indices: ArrayLike<number>,
): Promise<Matrix> {
  const store = await openStore(folder, identity, { ...options, readOnly: true });
  try {
    return await store.read(Array.from(indices, i => keys[i]).filter(key => key !== null));
  } finally {
    await store.close();
  }
}
