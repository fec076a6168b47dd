import type { EmbedItem, Modality } from '../encode/index.ts';
import { MingaError } from '../errors/index.ts';
import type { EmbeddingRows, EmbeddingStream } from '../store/exchange/index.ts';
import {
  type ContentKey,
  contentKey,
  listStores,
  openStore,
  type StoreSummary,
} from '../store/index.ts';
import type { StudyListener } from './events.ts';
import type { KeptVectors } from './stored-part.ts';

/** Vectors that are ready to leave a store. */
export interface StoredVectors {
  readonly summary: StoreSummary;
  /** Reads the store as it goes; to be run through once. */
  readonly stream: EmbeddingStream;
  /** Ids of samples without a vector; complete once the stream has ended. */
  readonly withoutVector: readonly string[];
}

export interface ExportOptions {
  /** Name of the encoder, or the start of its fingerprint. Default: the only one there is. */
  readonly model?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: StudyListener;
}

/** Rows that are read at once. */
const rowsAtOnce = 512;

/**
 * The vectors that the samples of a data set have in a plan's store, with ids and content keys. The
 * store is found by what its manifest says of its encoder, so no model need be there.
 *
 * @param items the samples' contents, which are read one batch after another
 * @throws E_STORE where there is no such store; E_OPTION where several fit; the stream E_ABORTED
 *   where the signal aborts
 */
export async function sampleVectors<Input extends Uint8Array | string>(
  items: readonly EmbedItem<Input>[],
  kept: KeptVectors,
  modality: Modality,
  options: ExportOptions = {},
): Promise<StoredVectors> {
  const { model, signal, onEvent } = options;
  const summary = await chooseStore(kept.folder, modality, model);
  const withoutVector: string[] = [];

  async function* chunks(): AsyncGenerator<EmbeddingRows> {
    // The store's own precision holds, whatever the plan asks of new ones.
    const { encryption } = kept.options;
    const store = await openStore(summary.folder, summary, { encryption, readOnly: true });
    try {
      const name = `Exporting vectors of ${summary.encoder.name}`;
      onEvent?.({ kind: 'stage', name, unit: modality, total: items.length });
      for (let from = 0; from < items.length; from += rowsAtOnce) {
        stopIfAborted(signal);
        const ids: string[] = [];
        const keys: ContentKey[] = [];
        for (const { id, load } of items.slice(from, from + rowsAtOnce)) {
          const key = await load().then(contentKey, () => null);
          if (key === null || !store.has(key)) withoutVector.push(id);
          else {
            ids.push(id);
            keys.push(key);
          }
        }
        if (keys.length > 0) yield { ids, keys, vectors: await store.read(keys) };
        onEvent?.({ kind: 'progress', done: Math.min(items.length, from + rowsAtOnce) });
      }
    } finally {
      await store.close();
    }
  }

  return { summary, withoutVector, stream: { metadata: metadataOf(summary), chunks: chunks() } };
}

/**
 * All vectors of one store, with content keys and without ids.
 *
 * @throws E_STORE where the folder is not one store, or is encrypted: its keys are then hidden even
 *   from their owner, who can only ask for contents that he has
 */
export async function storeVectors(folder: string): Promise<StoredVectors> {
  const found = await listStores(folder);
  const [summary] = found;
  if (summary === undefined || found.length > 1) {
    throw new MingaError('E_STORE', {
      found: `${folder} holds ${found.length} stores`,
      expected: 'one',
      fix:
        found.length > 1 ? `give one of ${found.map(each => each.folder).join(', ')}` : undefined,
    });
  }
  if (summary.encrypted) {
    throw new MingaError('E_STORE', {
      found: `${folder} is encrypted, and its keys cannot be told from what is there`,
      expected: 'a plan, whose data set has the contents',
      fix: 'minga store export PLAN OUT --modality …',
    });
  }
  return {
    summary,
    withoutVector: [],
    stream: { metadata: metadataOf(summary), chunks: allRows(summary) },
  };
}

async function* allRows(summary: StoreSummary): AsyncGenerator<EmbeddingRows> {
  const store = await openStore(summary.folder, summary, { readOnly: true });
  const next = async (keys: readonly ContentKey[]) => ({
    ids: null,
    keys,
    vectors: await store.read(keys),
  });
  try {
    let keys: ContentKey[] = [];
    for (const key of store.keys()) {
      keys.push(key);
      if (keys.length < rowsAtOnce) continue;
      yield await next(keys);
      keys = [];
    }
    if (keys.length > 0) yield await next(keys);
  } finally {
    await store.close();
  }
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new MingaError('E_ABORTED', {
      found: 'the export was interrupted; no file was written',
      fix: 'run the same command again',
    });
  }
}

async function chooseStore(
  root: string,
  modality: Modality,
  model: string | undefined,
): Promise<StoreSummary> {
  const stores = (await listStores(root)).filter(({ encoder }) => encoder.modality === modality);
  const fitting = stores.filter(
    ({ encoder, fingerprint }) =>
      model === undefined || encoder.name === model || fingerprint.startsWith(model),
  );
  if (fitting.length === 1) return fitting[0];
  const list = (fitting.length > 1 ? fitting : stores)
    .map(({ encoder, fingerprint }) => `${encoder.name} (${fingerprint.slice(0, 16)})`)
    .join(', ');
  if (fitting.length > 1) {
    throw new MingaError('E_OPTION', {
      found: `${fitting.length} stores of ${modality} vectors fit: ${list}`,
      expected: 'one',
      fix: 'say which with --model: a name, or the start of what stands in brackets',
    });
  }
  throw new MingaError('E_STORE', {
    found: `${root} has no ${modality} vectors${model === undefined ? '' : ` of ${model}`}`,
    expected: list === '' ? 'vectors that were made before' : list,
    fix: 'minga embed PLAN makes them',
  });
}

function metadataOf({ encoder, fingerprint }: StoreSummary): Record<string, string> {
  const { name, modality } = encoder;
  return {
    ...(typeof name === 'string' ? { model: name } : {}),
    ...(typeof modality === 'string' ? { modality } : {}),
    fingerprint,
  };
}
