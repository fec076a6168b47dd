import { MingaError } from '../../errors/index.ts';
import type { Port } from '../conversation.ts';
import type { Reply } from '../messages.ts';

/** What is used of a web worker. */
export interface WebWorker {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  addEventListener(kind: 'message', listener: (event: { readonly data: Reply }) => void): void;
  addEventListener(kind: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

/** The way to a web worker. */
export function workerPort(worker: WebWorker): Port {
  return {
    listen({ reply, ended }) {
      worker.addEventListener('message', ({ data }) => reply(data));
      // Where its script cannot be had, the browser gives no reason.
      worker.addEventListener('error', ({ message = 'its script could not be loaded' }) => {
        const found = `the runtime's worker failed: ${message}`;
        ended(
          new MingaError('E_RUNTIME', {
            found,
            fix: "see that session-worker.js is served beside Minga's browser runtime (docs/browser.md)",
          }),
        );
      });
    },
    post: (call, transfer) => worker.postMessage(call, transfer),
    // A page outlives its workers whether or not they are waited for.
    expect() {},
    async close() {
      worker.terminate();
    },
  };
}
