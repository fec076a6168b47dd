import type { DecodeOptions } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { exitGate, guardExit, startWorker } from '../../runtime/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { closedEncoder } from '../encoder-errors.ts';
import { untilAborted } from '../until-aborted.ts';
import type { PictureThreadData } from './picture-messages.ts';
import type { PictureRecipe } from './picture-model.ts';
import { type Chunk, openPictureThread, type PictureThread } from './picture-thread.ts';

export interface PicturePoolOptions {
  readonly recipe: PictureRecipe;
  readonly decode: DecodeOptions;
  /** Threads, each with a model of its own. */
  readonly workers: number;
  /** Files that go to a thread at a time. */
  readonly chunk: number;
  /** Bytes of decoded pictures that a thread may hold beside the one in hand. Default 64 MiB. */
  readonly pictureBytes?: number;
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

const defaults = {
  pictureBytes: 64 * 2 ** 20,
  module: new URL('./picture-worker.ts', import.meta.url),
};

// One being encoded, one being decoded.
const chunksAhead = 2;

/** Files are copied on their way to a thread; so many bytes go together at most, or one file. */
const chunkBytes = 16 * 2 ** 20;

/**
 * Starts the threads and waits until each has its model. A thread that hangs in a file is stopped
 * and replaced: the file costs its row, the others are done by the next thread.
 *
 * @throws E_MODEL, E_RUNTIME where a thread cannot open the model
 */
export async function openPicturePool(options: PicturePoolOptions): Promise<PicturePool> {
  const {
    recipe,
    decode,
    workers,
    chunk: chunkFiles,
    pictureBytes,
    module,
  } = {
    ...defaults,
    ...options,
  };
  const queue: Chunk[] = [];
  const threads = new Set<PictureThread>();
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
        if (chunk?.files.length === 0) chunk.resolve([]);
        else if (chunk !== undefined && !chunk.signal?.aborted) thread.take(chunk);
      }
    }
  }

  function start(): PictureThread {
    const gate = exitGate();
    const data: PictureThreadData = { recipe, decode, pictureBytes, gate };
    const worker = startWorker(module, data);
    guardExit(worker, gate);
    const thread = openPictureThread(worker, gate, {
      freed: feed,
      lost: end,
      stuck(left) {
        threads.delete(thread);
        queue.unshift(...left);
        if (ended !== null) return end(ended);
        start().ready.then(feed, end);
      },
    });
    threads.add(thread);
    return thread;
  }

  for (let i = 0; i < workers; i++) start();
  try {
    const [{ dimension, output }] = await Promise.all([...threads].map(({ ready }) => ready));
    return {
      dimension,
      output,
      encode(files, signal) {
        if (ended !== null) return Promise.reject(ended);
        return untilAborted(signal, () => {
          const parts = partsOf(files, chunkFiles).map(
            part =>
              new Promise<EncodedRow[]>((resolve, reject) => {
                queue.push({ files: part, signal, resolve, reject });
              }),
          );
          feed();
          return Promise.all(parts).then(rows => rows.flat());
        });
      },
      async close() {
        const closed = closedEncoder();
        end(closed);
        await Promise.all([...threads].map(thread => thread.end(closed)));
      },
    };
  } catch (cause) {
    const unready = new MingaError('E_RUNTIME', { found: 'a model that did not open', cause });
    await Promise.all([...threads].map(thread => thread.end(unready)));
    throw cause;
  }
}

/** The files in parts of at most `most` files and of the bytes that go together. */
function partsOf(files: readonly Uint8Array[], most: number): Uint8Array[][] {
  const parts: Uint8Array[][] = [];
  let bytes = 0;
  for (const file of files) {
    bytes += file.length;
    const part = parts.at(-1);
    if (part !== undefined && part.length < most && bytes <= chunkBytes) part.push(file);
    else {
      parts.push([file]);
      bytes = file.length;
    }
  }
  return parts;
}
