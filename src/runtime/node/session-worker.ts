import { parentPort, workerData } from 'node:worker_threads';
import { isMingaError } from '../../errors/index.ts';
import type { Session } from '../session.ts';
import { buffersOf } from '../tensor-copy.ts';
import { enter, leave } from './exit-gate.ts';
import { closedSession, openLocalSession } from './local-session.ts';
import { type Answer, type Message, type Reply, type Request, shutdown } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('session-worker.ts runs only as a worker thread');

const gate: unknown = workerData;
if (!(gate instanceof Int32Array)) throw new Error('session-worker.ts needs an exit gate');

const sessions = new Map<number, Session>();
let opened = 0;

async function answer(request: Request): Promise<Answer> {
  if (request.kind === 'open') {
    const session = await openLocalSession(request.model, request.options);
    sessions.set(++opened, session);
    return { kind: 'opened', session: opened, inputs: session.inputs, outputs: session.outputs };
  }
  const session = sessions.get(request.session);
  if (session === undefined) return failure(closedSession());
  switch (request.kind) {
    case 'hold':
      await session.hold(request.feeds);
      return { kind: 'done' };
    case 'run':
      return { kind: 'tensors', tensors: await session.run(request.feeds, request.options) };
    case 'held':
      return { kind: 'tensors', tensors: await session.held(request.names) };
    case 'close':
      sessions.delete(request.session);
      await session.close();
      return { kind: 'done' };
  }
}

function failure(error: unknown): Answer {
  if (isMingaError(error)) {
    const { found, expected, fix } = error.problem;
    return { kind: 'failed', code: error.code, problem: { found, expected, fix } };
  }
  const found = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', code: 'E_RUNTIME', problem: { found } };
}

// One request at a time and in order: a run must see what the hold before it left.
let turn: Promise<void> = Promise.resolve();
port.on('message', (message: Message) => {
  // Between two messages no native code runs, so here the thread can end; whoever waited for what
  // is still in line has been told so by the thread that closes the runtime.
  if (message === shutdown) process.exit();
  const { id, request } = message;
  turn = turn.then(async () => {
    if (!enter(gate)) process.exit();
    const reply: Reply = { id, answer: await answer(request).catch(failure) };
    leave(gate);
    const { answer: said } = reply;
    port.postMessage(reply, said.kind === 'tensors' ? buffersOf(said.tensors) : []);
  });
});
