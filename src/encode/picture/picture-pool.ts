import type { Worker } from 'node:worker_threads';
import type { DecodeOptions } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { startWorker } from '../../runtime/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { type PictureReply, type PictureRequest, receivedError } from './picture-messages.ts';
import type { PictureRecipe } from './picture-model.ts';

export interface PicturePoolOptions {
  readonly recipe: PictureRecipe;
  readonly decode: DecodeOptions;
  /** Threads, each with a model of its own. */
  readonly workers: number;
  /** Files that go to a thread at a time. */
  readonly chunk: number;
  /** The module that the threads run. */
  readonly module?: URL;
}

/** Threads that decode and encode pictures. */
export interface PicturePool {
  readonly dimension: number;
  readonly output: string | null;
  /** One row for every file. @throws E_ABORTED, E_RUNTIME */
  encode(files: readonly Uint8Array[], signal?: AbortSignal): Promise<EncodedRow[]>;
  close(): Promise<void>;
}

interface Chunk {
  readonly files: readonly Uint8Array[];
  readonly signal: AbortSignal | undefined;
  resolve(rows: EncodedRow[]): void;
  reject(error: Error): void;
}

// One being encoded, one being decoded.
const chunksAhead = 2;

/**
 * Starts the threads and waits until each has its model.
 *
 * @throws E_MODEL, E_RUNTIME where a thread cannot open the model
 */
export async function openPicturePool(options: PicturePoolOptions): Promise<PicturePool> {
  const { recipe, decode, workers: count, chunk: chunkSize } = options;
  const module = options.module ?? new URL('./picture-worker.ts', import.meta.url);
  const queue: Chunk[] = [];
  const threads: Thread[] = [];
  let ended: MingaError | null = null;

  function end(error: MingaError): void {
    ended ??= error;
    for (const { reject } of queue.splice(0)) reject(error);
    for (const thread of threads) void thread.end(error);
  }

  function feed(): void {
    for (const thread of threads) {
      while (queue.length > 0 && thread.load < chunksAhead) {
        const chunk = queue.shift();
        if (chunk !== undefined && !chunk.signal?.aborted) thread.take(chunk);
      }
    }
  }

  for (let i = 0; i < count; i++) {
    threads.push(openThread(startWorker(module, { recipe, decode }), feed, end));
  }
  try {
    const [{ dimension, output }] = await Promise.all(threads.map(({ ready }) => ready));
    return {
      dimension,
      output,
      encode(files, signal) {
        if (ended !== null) return Promise.reject(ended);
        return untilAborted(signal, () => {
          const parts: Promise<EncodedRow[]>[] = [];
          for (let from = 0; from < files.length; from += chunkSize) {
            const part = files.slice(from, from + chunkSize);
            parts.push(
              new Promise((resolve, reject) => {
                queue.push({ files: part, signal, resolve, reject });
              }),
            );
          }
          feed();
          return Promise.all(parts).then(rows => rows.flat());
        });
      },
      async close() {
        const closed = new MingaError('E_RUNTIME', { found: 'a request to a closed encoder' });
        end(closed);
        await Promise.all(threads.map(thread => thread.end(closed)));
      },
    };
  } catch (cause) {
    const unready = new MingaError('E_RUNTIME', { found: 'a model that did not open', cause });
    await Promise.all(threads.map(thread => thread.end(unready)));
    throw cause;
  }
}

interface Thread {
  readonly ready: Promise<{ readonly dimension: number; readonly output: string | null }>;
  /** Chunks under way. */
  readonly load: number;
  take(chunk: Chunk): void;
  /** Stops the thread and rejects what is under way. */
  end(error: MingaError): Promise<void>;
}

/** @param freed called when a chunk is done; @param died called once, when the thread is no more */
function openThread(worker: Worker, freed: () => void, died: (error: MingaError) => void): Thread {
  const taken = new Map<number, Chunk>();
  let asked = 0;
  let settleReady: { resolve(value: Awaited<Thread['ready']>): void; reject(e: Error): void };
  const ready: Thread['ready'] = new Promise((resolve, reject) => {
    settleReady = { resolve, reject };
  });

  function done(id: number): Chunk | undefined {
    const chunk = taken.get(id);
    taken.delete(id);
    // An idle encoder that someone forgot to close must not keep the process alive.
    if (taken.size === 0) worker.unref();
    freed();
    return chunk;
  }
  function lost(reason: string, cause?: unknown): void {
    const found = `a thread that encodes pictures ended: ${reason}`;
    const fix = 'run again; if it happens again, with fewer workers or a smaller model';
    const error = new MingaError('E_RUNTIME', { found, fix, cause });
    settleReady.reject(error);
    died(error);
  }
  worker.on('message', (reply: PictureReply) => {
    if (reply.kind === 'ready') {
      worker.unref();
      settleReady.resolve(reply);
    } else if (reply.kind === 'rows') {
      const rows = reply.rows.map(row => (row instanceof Float32Array ? row : receivedError(row)));
      done(reply.id)?.resolve(rows);
    } else if (reply.id === null) settleReady.reject(receivedError(reply.error));
    else done(reply.id)?.reject(receivedError(reply.error));
  });
  worker.on('error', cause => lost(cause.message, cause));
  worker.on('exit', code => lost(`exit code ${code}`));

  return {
    ready,
    get load() {
      return taken.size;
    },
    take(chunk) {
      const id = ++asked;
      taken.set(id, chunk);
      worker.ref();
      // A file may be a view of a larger buffer, which posting would copy whole.
      const files = chunk.files.map(file => new Uint8Array(file));
      const request: PictureRequest = { id, files };
      worker.postMessage(
        request,
        files.map(file => file.buffer),
      );
    },
    async end(error) {
      for (const { reject } of taken.values()) reject(error);
      taken.clear();
      await worker.terminate();
    },
  };
}

/** The work's outcome, or E_ABORTED as soon as the signal aborts. */
function untilAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return work();
  return new Promise((resolve, reject) => {
    const abort = () => reject(new MingaError('E_ABORTED', { found: 'encoding was interrupted' }));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
