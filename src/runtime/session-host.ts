import { isMingaError } from '../errors/index.ts';
import type { Answer, Request } from './messages.ts';
import { closedSession } from './onnx-session.ts';
import type { Session, SessionOptions } from './session.ts';

/** How a thread loads a model. */
export type OpenSession = (model: string | Uint8Array, options: SessionOptions) => Promise<Session>;

/**
 * What a thread does with the requests that reach it: it keeps sessions by number and answers. The
 * answer never rejects; an error becomes an answer that can cross to another thread.
 */
export function sessionHost(open: OpenSession): (request: Request) => Promise<Answer> {
  const sessions = new Map<number, Session>();
  let opened = 0;

  async function answer(request: Request): Promise<Answer> {
    if (request.kind === 'open') {
      const session = await open(request.model, request.options);
      sessions.set(++opened, session);
      return { kind: 'opened', session: opened, inputs: session.inputs, outputs: session.outputs };
    }
    const session = sessions.get(request.session);
    if (session === undefined) throw closedSession();
    switch (request.kind) {
      case 'hold':
        await session.hold(request.feeds);
        return { kind: 'done' };
      case 'run':
        return { kind: 'tensors', tensors: await session.run(request.feeds, request.options) };
      case 'held':
        return { kind: 'tensors', tensors: await session.held(request.names) };
      case 'remembered':
        return { kind: 'tensors', tensors: await session.remembered(request.names) };
      case 'close':
        sessions.delete(request.session);
        await session.close();
        return { kind: 'done' };
    }
  }
  return request => answer(request).catch(failure);
}

function failure(error: unknown): Answer {
  if (isMingaError(error)) {
    const { found, expected, fix } = error.problem;
    return { kind: 'failed', code: error.code, problem: { found, expected, fix } };
  }
  const found = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', code: 'E_RUNTIME', problem: { found } };
}
