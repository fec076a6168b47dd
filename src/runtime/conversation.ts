import { MingaError } from '../errors/index.ts';
import type { Answer, Call, Reply, Request } from './messages.ts';

/** Who hears what comes out of a thread. */
export interface Listener {
  reply(reply: Reply): void;
  /** Nothing more will come, for the reason given. */
  ended(reason: MingaError): void;
}

/** One end of the way to a thread that hosts sessions: a thread of Node's or a web worker. */
export interface Port {
  listen(listener: Listener): void;
  /** The buffers of `transfer` move to the thread and are empty here from then on. */
  post(call: Call, transfer: readonly ArrayBuffer[]): void;
  /** Whether an answer is waited for, so that a process must not end before it comes. */
  expect(answers: boolean): void;
  /** Done when the thread has ended. */
  close(): Promise<void>;
}

/** Requests to a thread and their answers. */
export interface Conversation {
  /** The buffers of `transfer` move to the thread and are empty here from then on. */
  ask(request: Request, transfer?: readonly ArrayBuffer[]): Promise<Answer>;
  /** Rejects all that wait and all that will ask; done when the thread has ended. */
  close(): Promise<void>;
  readonly ended: boolean;
}

/** Pairs each request with its reply; a thread that dies rejects all that wait for it. */
export function conversation(port: Port): Conversation {
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let asked = 0;
  let ended: MingaError | null = null;

  function end(error: MingaError): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }
  function settle(id: number): void {
    waiting.delete(id);
    // While it is being closed, its end is waited for.
    if (waiting.size === 0 && ended === null) port.expect(false);
  }
  port.listen({
    reply({ id, answer }) {
      const call = waiting.get(id);
      settle(id);
      if (answer.kind === 'failed') call?.reject(new MingaError(answer.code, answer.problem));
      else call?.resolve(answer);
    },
    ended: end,
  });
  // An idle runtime that someone forgot to close must not keep the process alive.
  port.expect(false);

  return {
    ask: (request, transfer = []) =>
      new Promise((resolve, reject) => {
        if (ended !== null) return reject(ended);
        const call: Call = { id: ++asked, request };
        waiting.set(call.id, { resolve, reject });
        port.expect(true);
        try {
          port.post(call, transfer);
        } catch (cause) {
          settle(call.id);
          const reason = cause instanceof Error ? cause.message : String(cause);
          const found = `a request that cannot be handed to a thread: ${reason}`;
          reject(new MingaError('E_RUNTIME', { found, cause }));
        }
      }),
    async close() {
      end(new MingaError('E_RUNTIME', { found: 'a request to a closed runtime' }));
      await port.close();
    },
    get ended() {
      return ended !== null;
    },
  };
}
