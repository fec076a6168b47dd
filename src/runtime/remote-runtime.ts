import { MingaError } from '../errors/index.ts';
import { type Conversation, conversation, type Port } from './conversation.ts';
import type { Answer, Request } from './messages.ts';
import type { Feeds, RuntimeTensor, Session, SessionOptions } from './session.ts';
import { buffersOf, checkSizes, copyTensor } from './tensor-copy.ts';

/** A thread that hosts sessions, so that the calling thread stays free while they run. */
export interface Runtime {
  /** @throws E_FILE_MISSING, E_OPTION, E_RUNTIME as a session in the calling thread does */
  open(model: string | Uint8Array, options?: SessionOptions): Promise<Session>;
  /**
   * Ends the thread with all its sessions. Whatever is under way is rejected at once, with
   * E_RUNTIME. The promise resolves when the thread has ended: in a browser at once, in Node when
   * the model that runs now has ended, since native code cannot be stopped.
   */
  close(): Promise<void>;
}

/** The runtime at the other end of a port. */
export function remoteRuntime(port: Port): Runtime {
  const talk = conversation(port);
  return {
    async open(model, options = {}) {
      const answer = await talk.ask({ kind: 'open', model, options });
      if (answer.kind !== 'opened') throw unexpected(answer);
      return remoteSession(talk, answer);
    },
    close: () => talk.close(),
  };
}

function remoteSession(talk: Conversation, opened: Extract<Answer, { kind: 'opened' }>): Session {
  const id = opened.session;
  let closed = false;

  async function tensors(request: Request, transfer?: readonly ArrayBuffer[]) {
    const answer = await talk.ask(request, transfer);
    if (answer.kind !== 'tensors') throw unexpected(answer);
    return answer.tensors;
  }
  return {
    inputs: opened.inputs,
    outputs: opened.outputs,
    async hold(feeds, { give = false } = {}) {
      const own = portable(feeds, give);
      await talk.ask({ kind: 'hold', session: id, feeds: own }, buffersOf(own));
    },
    async run(feeds = {}, options = {}) {
      // What is lent comes back whole, so that it may be a part of a larger buffer.
      if (options.lend) checkSizes(feeds);
      const own = options.lend ? feeds : portable(feeds, options.give ?? false);
      return tensors({ kind: 'run', session: id, feeds: own, options }, buffersOf(own));
    },
    held: names => tensors({ kind: 'held', session: id, names }),
    remembered: names => tensors({ kind: 'remembered', session: id, names }),
    async close() {
      // A session of a runtime that is gone is gone too.
      if (closed || talk.ended) return;
      closed = true;
      await talk.ask({ kind: 'close', session: id });
    },
  };
}

/**
 * Feeds that can be moved to the thread. Unless they are given away the caller keeps its own: a copy
 * is moved, since to clone them in the message would need room for a third one on the way, and for
 * the whole buffer that an array is a view of.
 */
function portable(feeds: Feeds, give: boolean): Feeds {
  checkSizes(feeds);
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => [
      name,
      give && isWhole(tensor) ? tensor : copyTensor(tensor),
    ]),
  );
}

function isWhole({ data }: RuntimeTensor): boolean {
  return data.buffer instanceof ArrayBuffer && data.byteLength === data.buffer.byteLength;
}

function unexpected(answer: Answer): MingaError {
  return new MingaError('E_RUNTIME', { found: `an answer of kind ${answer.kind}` });
}
