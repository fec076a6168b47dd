import { MingaError } from '../../errors/index.ts';
import type { Feeds, Session, SessionOptions } from '../session.ts';
import { buffersOf, checkSizes, copyTensor } from '../tensor-copy.ts';
import { type Conversation, conversation } from './conversation.ts';
import { exitGate, guardExit } from './exit-gate.ts';
import type { Answer, Request } from './messages.ts';
import { startWorker } from './start-worker.ts';

/** A thread that hosts sessions, so that the calling thread stays free while they run. */
export interface Runtime {
  /** @throws E_FILE_MISSING, E_RUNTIME as `openLocalSession` does */
  open(model: string | Uint8Array, options?: SessionOptions): Promise<Session>;
  /**
   * Ends the thread with all its sessions. Whatever is under way is rejected at once, with
   * E_RUNTIME; the promise resolves when the model that runs now has ended, since native code cannot
   * be stopped.
   */
  close(): Promise<void>;
}

/**
 * Starts a thread for sessions. Starting costs some 0.1 s, so one runtime serves many sessions.
 *
 * @example
 * const runtime = openRuntime();
 * const session = await runtime.open('model.onnx', { threads: 1 });
 * await runtime.close();
 */
export function openRuntime(): Runtime {
  const gate = exitGate();
  const worker = startWorker(new URL('./session-worker.ts', import.meta.url), gate);
  guardExit(worker, gate);
  const talk = conversation(worker);
  return {
    async open(model, options = {}) {
      const answer = await talk.ask({ kind: 'open', model, options });
      if (answer.kind !== 'opened') throw unexpected(answer);
      return session(talk, answer);
    },
    close: () => talk.close(),
  };
}

/** A session in a thread of its own, which ends when the session is closed. */
export async function openSession(
  model: string | Uint8Array,
  options: SessionOptions = {},
): Promise<Session> {
  const runtime = openRuntime();
  try {
    const session = await runtime.open(model, options);
    return { ...session, close: () => runtime.close() };
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

function session(talk: Conversation, opened: Extract<Answer, { kind: 'opened' }>): Session {
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
    async hold(feeds) {
      const own = copies(feeds);
      await talk.ask({ kind: 'hold', session: id, feeds: own }, buffersOf(own));
    },
    async run(feeds = {}, options = {}) {
      const own = copies(feeds);
      return tensors({ kind: 'run', session: id, feeds: own, options }, buffersOf(own));
    },
    held: names => tensors({ kind: 'held', session: id, names }),
    async close() {
      // A session of a runtime that is gone is gone too.
      if (closed || talk.ended) return;
      closed = true;
      await talk.ask({ kind: 'close', session: id });
    },
  };
}

/**
 * Feeds that can be moved to the thread while the caller keeps its own. To clone them in the message
 * would need room for a third copy on the way, and for the whole buffer that an array is a view of.
 */
function copies(feeds: Feeds): Feeds {
  checkSizes(feeds);
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => [name, copyTensor(tensor)]),
  );
}

function unexpected(answer: Answer): MingaError {
  return new MingaError('E_RUNTIME', { found: `an answer of kind ${answer.kind}` });
}
