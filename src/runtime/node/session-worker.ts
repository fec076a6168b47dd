import { parentPort, workerData } from 'node:worker_threads';
import type { Reply } from '../messages.ts';
import { sessionHost } from '../session-host.ts';
import { buffersOf } from '../tensor-copy.ts';
import { enter, leave } from './exit-gate.ts';
import { openLocalSession } from './local-session.ts';
import { type Message, shutdown } from './thread-port.ts';

const port = parentPort;
if (port === null) throw new Error('session-worker.ts runs only as a worker thread');

const gate: unknown = workerData;
if (!(gate instanceof Int32Array)) throw new Error('session-worker.ts needs an exit gate');

const answer = sessionHost(openLocalSession);

// One request at a time and in order: a run must see what the hold before it left.
let turn: Promise<void> = Promise.resolve();
port.on('message', (message: Message) => {
  // Between two messages no native code runs, so here the thread can end; whoever waited for what
  // is still in line has been told so by the thread that closes the runtime.
  if (message === shutdown) process.exit();
  const { id, request } = message;
  turn = turn.then(async () => {
    if (!enter(gate)) process.exit();
    const reply: Reply = { id, answer: await answer(request) };
    leave(gate);
    const { answer: said } = reply;
    port.postMessage(reply, said.kind === 'tensors' ? buffersOf(said.tensors) : []);
  });
});
