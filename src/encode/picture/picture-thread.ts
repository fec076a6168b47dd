import type { Worker } from 'node:worker_threads';
import { MingaError } from '../../errors/index.ts';
import { closeGate, type ExitGate } from '../../runtime/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { type PictureReply, type PictureRequest, receivedError } from './picture-messages.ts';

/** Files that go to a thread together, and who waits for their rows. */
export interface Chunk {
  readonly files: readonly Uint8Array[];
  readonly signal: AbortSignal | undefined;
  resolve(rows: EncodedRow[]): void;
  reject(error: Error): void;
}

/** What a thread says once its model is open. */
export interface ThreadReady {
  readonly dimension: number;
  readonly output: string | null;
}

/** What becomes of a thread. */
export interface ThreadEvents {
  /** A chunk is done. */
  freed(): void;
  /** A file has not been decoded in time; the thread was stopped, and these chunks are to be done by another. */
  stuck(left: readonly Chunk[]): void;
  /** It is no more. */
  lost(error: MingaError): void;
}

/** One thread that decodes and encodes pictures. */
export interface PictureThread {
  readonly ready: Promise<ThreadReady>;
  /** Chunks under way. */
  readonly load: number;
  take(chunk: Chunk): void;
  /** Stops the thread and rejects what is under way. */
  end(error: MingaError): Promise<void>;
}

/** @param gate what the thread was started with */
export function openPictureThread(
  worker: Worker,
  gate: ExitGate,
  events: ThreadEvents,
): PictureThread {
  const taken = new Map<number, Chunk>();
  let asked = 0;
  let ended = false;
  let deadline: NodeJS.Timeout | undefined;
  let settleReady: { resolve(value: ThreadReady): void; reject(error: Error): void };
  const ready = new Promise<ThreadReady>((resolve, reject) => {
    settleReady = { resolve, reject };
  });

  function done(id: number): Chunk | undefined {
    const chunk = taken.get(id);
    taken.delete(id);
    // An idle encoder that someone forgot to close must not keep the process alive.
    if (taken.size === 0) worker.unref();
    events.freed();
    return chunk;
  }
  function lost(reason: string, cause?: unknown): void {
    if (ended) return;
    const found = `a thread that encodes pictures ended: ${reason}`;
    const fix = 'run again; if it happens again, with fewer workers or a smaller model';
    const error = new MingaError('E_RUNTIME', { found, fix, cause });
    settleReady.reject(error);
    events.lost(error);
  }
  async function stop(): Promise<void> {
    worker.ref();
    await closeGate(gate);
    await worker.terminate();
  }
  function expired(id: number, file: number, seconds: number): void {
    ended = true;
    const left = [...taken].map(([chunkId, chunk]) =>
      chunkId === id ? withoutFile(chunk, file, seconds) : chunk,
    );
    taken.clear();
    void stop();
    events.stuck(left);
  }
  worker.on('message', (reply: PictureReply) => {
    if (ended) return;
    clearTimeout(deadline);
    if (reply.kind === 'ready') {
      worker.unref();
      settleReady.resolve(reply);
    } else if (reply.kind === 'decoding') {
      const { id, file, seconds } = reply;
      deadline = setTimeout(expired, seconds * 1000, id, file, seconds);
    } else if (reply.kind === 'rows') {
      const rows = reply.rows.map(row => (row instanceof Float32Array ? row : receivedError(row)));
      done(reply.id)?.resolve(rows);
    } else if (reply.kind === 'failed') {
      if (reply.id === null) settleReady.reject(receivedError(reply.error));
      else done(reply.id)?.reject(receivedError(reply.error));
    }
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
      ended = true;
      clearTimeout(deadline);
      for (const { reject } of taken.values()) reject(error);
      taken.clear();
      await stop();
    },
  };
}

/** The chunk without a file that takes too long, whose row is an error. */
function withoutFile(chunk: Chunk, file: number, seconds: number): Chunk {
  const error = new MingaError('E_IMAGE', {
    found: `an image whose decoding was stopped after ${seconds} s`,
    expected: 'a file that is decoded within timeoutSeconds',
  });
  return {
    ...chunk,
    files: chunk.files.toSpliced(file, 1),
    resolve: rows => chunk.resolve(rows.toSpliced(file, 0, error)),
  };
}
