import type { Worker } from 'node:worker_threads';
import { MingaError } from '../../errors/index.ts';
import type { Port } from '../conversation.ts';
import type { Call, Reply } from '../messages.ts';

/** What ends the thread, without an answer. */
export const shutdown = 'shutdown';

/** Everything that is sent to the thread. */
export type Message = Call | typeof shutdown;

/** The way to a thread of Node's. */
export function threadPort(worker: Worker): Port {
  let exited = false;
  return {
    listen({ reply, ended }) {
      worker.on('message', (message: Reply) => reply(message));
      worker.on('error', cause => {
        const found = `the runtime's thread failed: ${cause.message}`;
        ended(new MingaError('E_RUNTIME', { found, cause }));
      });
      worker.on('exit', code => {
        exited = true;
        const found = `the runtime's thread ended with exit code ${code}`;
        ended(new MingaError('E_RUNTIME', { found }));
      });
    },
    post: (call, transfer) => worker.postMessage(call, transfer),
    expect(answers) {
      if (answers) worker.ref();
      else worker.unref();
    },
    async close() {
      if (exited) return;
      // To terminate a thread within a native call would abort the process: it ends by itself.
      const gone = new Promise(resolve => worker.once('exit', resolve));
      worker.ref();
      const message: Message = shutdown;
      worker.postMessage(message);
      await gone;
    },
  };
}
