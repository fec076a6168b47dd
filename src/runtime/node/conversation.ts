import type { Worker } from 'node:worker_threads';
import { MingaError } from '../../errors/index.ts';
import { type Answer, type Call, type Reply, type Request, shutdown } from './messages.ts';

/** Requests to a thread and their answers. */
export interface Conversation {
  /** The buffers of `transfer` move to the thread and are empty here from then on. */
  ask(request: Request, transfer?: readonly ArrayBuffer[]): Promise<Answer>;
  /** Rejects all that wait and all that will ask; done when the thread has ended. */
  close(): Promise<void>;
  readonly ended: boolean;
}

/** Pairs each request with its reply; a thread that dies rejects all that wait for it. */
export function conversation(worker: Worker): Conversation {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let asked = 0;
  let ended: MingaError | null = null;
  let exited = false;

  function end(error: MingaError): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }
  function settle(id: number): void {
    waiting.delete(id);
    // While it is being closed, its end is waited for.
    if (waiting.size === 0 && ended === null) worker.unref();
  }
  worker.on('message', ({ id, answer }: Reply) => {
    const call = waiting.get(id);
    settle(id);
    if (answer.kind === 'failed') call?.reject(new MingaError(answer.code, answer.problem));
    else call?.resolve(answer);
  });
  worker.on('error', cause => {
    const found = `the runtime's thread failed: ${cause.message}`;
    end(new MingaError('E_RUNTIME', { found, cause }));
  });
  worker.on('exit', code => {
    exited = true;
    end(
      new MingaError('E_RUNTIME', { found: `the runtime's thread ended with exit code ${code}` }),
    );
  });
  // An idle runtime that someone forgot to close must not keep the process alive.
  worker.unref();

  return {
    ask: (request, transfer = []) =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(ended);
        const call: Call = { id: ++asked, request };
        waiting.set(call.id, { resolve, reject });
        worker.ref();
        try {
          worker.postMessage(call, transfer);
        } catch (cause) {
          settle(call.id);
          const reason = cause instanceof Error ? cause.message : String(cause);
          const found = `a request that cannot be handed to a thread: ${reason}`;
          reject(new MingaError('E_RUNTIME', { found, cause }));
        }
      }),
    async close() {
      end(new MingaError('E_RUNTIME', { found: 'a request to a closed runtime' }));
      if (exited) return;
      // To terminate a thread within a native call would abort the process: it ends by itself.
      const gone = new Promise(resolve => worker.once('exit', resolve));
      worker.ref();
      worker.postMessage(shutdown);
      await gone;
    },
    get ended() {
      return ended !== null;
    },
  };
}
