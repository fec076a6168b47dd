import { MingaError } from '../errors/index.ts';
import { type ContentKey, contentKey, type EmbeddingStore } from '../store/index.ts';
import { Matrix } from '../tensor/index.ts';
import type { Encoder } from './encoder.ts';
import { interrupted } from './encoder-errors.ts';
import { type EmbedItem, loadAhead } from './load-ahead.ts';

export interface EmbedProgress {
  /** Items dealt with so far: found in the store, encoded or failed. */
  readonly done: number;
  readonly total: number;
  /** Vectors made so far by this job. */
  readonly encoded: number;
  readonly failed: number;
}

export interface EmbedOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EmbedProgress) => void;
  /** Batches under way at once; two keep every core busy across the end of a batch. */
  readonly lanes?: number;
  /**
   * The most bytes of content that are held at once, read ahead or being encoded. One item is let
   * through however large it is. Default 256 MiB.
   */
  readonly contentBytes?: number;
}

export interface EmbedFailure {
  /** The item's index. */
  readonly item: number;
  readonly error: MingaError;
}

export interface Embedding {
  /** The store's key of each item; null where it failed. */
  readonly keys: readonly (ContentKey | null)[];
  readonly failures: readonly EmbedFailure[];
  /** Vectors made by this job; identical content is encoded once. */
  readonly encoded: number;
  /** Wall seconds from the first batch to the last, 0 where nothing was encoded. */
  readonly seconds: number;
}

const defaults = { lanes: 2, contentBytes: 256 * 2 ** 20 };

/**
 * Brings the vectors of all items into the store. What is there already is not encoded again, each
 * batch is durable before the next is counted, and a broken item costs its row alone; so after a
 * crash or an abort the same call goes on where it stopped.
 *
 * @throws E_ABORTED where the signal aborts; what was encoded is kept
 * @throws E_RUNTIME where the encoder itself fails; E_STORE where the store cannot be written
 * @example
 * const { keys } = await embed(encoder, store, items, { onProgress: p => console.log(p.done) });
 */
export async function embed<Input extends Uint8Array | string>(
  encoder: Encoder<Input>,
  store: EmbeddingStore,
  items: readonly EmbedItem<Input>[],
  options: EmbedOptions = {},
): Promise<Embedding> {
  const { lanes, contentBytes, signal, onProgress } = { ...defaults, ...options };
  const keys: (ContentKey | null)[] = items.map(() => null);
  const failures = new Map<number, MingaError>();
  // Items of one content wait together for the one that is encoded.
  const waiting = new Map<string, number[]>();
  const failedContents = new Map<string, MingaError>();
  const source = loadAhead(items, { items: encoder.batchSize, bytes: contentBytes });
  const clock = { started: 0, ended: 0 };
  let done = 0;
  let encoded = 0;

  const advance = (count: number) => {
    done += count;
    onProgress?.({ done, total: items.length, encoded, failed: failures.size });
  };

  /** Loads items until a batch of unknown content is full, or none are left. */
  async function nextBatch(): Promise<Batch<Input>> {
    const batch: Batch<Input> = { keys: [], inputs: [], bytes: 0 };
    while (batch.inputs.length < encoder.batchSize) {
      stopIfAborted(signal);
      // What waits for memory would wait for this very batch.
      if (batch.inputs.length > 0 && source.full) break;
      const loaded = await source.next();
      if (loaded === null) break;
      if ('error' in loaded) {
        failures.set(loaded.item, loaded.error);
        advance(1);
        continue;
      }
      const key = contentKey(loaded.input);
      const name = nameOf(key);
      keys[loaded.item] = key;
      const sharing = waiting.get(name);
      const known = failedContents.get(name);
      if (sharing === undefined && known === undefined && !store.has(key)) {
        waiting.set(name, [loaded.item]);
        batch.keys.push(key);
        batch.inputs.push(loaded.input);
        batch.bytes += loaded.bytes;
        continue;
      }
      source.release(loaded.bytes);
      if (sharing !== undefined) {
        sharing.push(loaded.item);
        continue;
      }
      if (known !== undefined) failures.set(loaded.item, known);
      advance(1);
    }
    return batch;
  }

  async function encodeBatch(batch: Batch<Input>): Promise<void> {
    clock.started ||= performance.now();
    const rows = await encoder.encode(batch.inputs, signal);
    const made = rows.flatMap((row, i) =>
      row instanceof MingaError ? [] : [{ row, key: batch.keys[i] }],
    );
    if (made.length > 0) {
      await store.append(
        made.map(({ key }) => key),
        Matrix.fromRows(made.map(({ row }) => row)),
      );
    }
    clock.ended = performance.now();
    encoded += made.length;
    rows.forEach((row, i) => {
      const name = nameOf(batch.keys[i]);
      const sharing = waiting.get(name) ?? [];
      waiting.delete(name);
      if (row instanceof MingaError) {
        failedContents.set(name, row);
        for (const item of sharing) failures.set(item, row);
      }
      advance(sharing.length);
    });
  }

  async function lane(): Promise<void> {
    for (;;) {
      const batch = await turns(nextBatch);
      if (batch.inputs.length === 0) return;
      await encodeBatch(batch);
      source.release(batch.bytes);
    }
  }

  const turns = oneAtATime();
  await Promise.all(Array.from({ length: lanes }, lane));
  for (const item of failures.keys()) keys[item] = null;
  return {
    keys,
    failures: [...failures].sort(([a], [b]) => a - b).map(([item, error]) => ({ item, error })),
    encoded,
    seconds: (clock.ended - clock.started) / 1000,
  };
}

interface Batch<Input> {
  readonly keys: ContentKey[];
  readonly inputs: Input[];
  bytes: number;
}

/** Runs actions one after another, however many ask at once. */
function oneAtATime(): <T>(action: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return action => {
    const result = last.then(action, action);
    last = result.catch(() => undefined);
    return result;
  };
}

function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interrupted();
}

function nameOf(key: ContentKey): string {
  return Buffer.from(key).toString('base64');
}
