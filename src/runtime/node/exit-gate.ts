import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';

/**
 * Two flags that a runtime's thread shares with the thread that started it. A process that ends
 * while one of its threads is within native code aborts (ONNX Runtime's binding throws where no
 * JavaScript may run any more), so an ending process waits here for the model that runs now.
 */
export type ExitGate = Int32Array;

const [busy, ending] = [0, 1];
const longestWait = 60_000;

/** Makes the gate of a thread: give it to the thread as its data. */
export function exitGate(): ExitGate {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** Has the end of this process wait at the gate for as long as the thread lives. */
export function guardExit(worker: Worker, gate: ExitGate): void {
  const wait = () => {
    Atomics.store(gate, ending, 1);
    Atomics.wait(gate, busy, 1, longestWait);
  };
  process.on('exit', wait);
  worker.once('exit', () => process.off('exit', wait));
}

/**
 * From now on the thread begins nothing more; resolves when what it runs is done, so that it can be
 * terminated. To terminate it earlier would abort the process, as an ending process would.
 */
export async function closeGate(gate: ExitGate): Promise<void> {
  Atomics.store(gate, ending, 1);
  while (Atomics.load(gate, busy) === 1) await setTimeout(2);
}

/** In the thread: false where the process is ending, so that nothing may begin. */
export function enter(gate: ExitGate): boolean {
  Atomics.store(gate, busy, 1);
  if (Atomics.load(gate, ending) === 0) return true;
  leave(gate);
  return false;
}

/** In the thread: what was begun is done. */
export function leave(gate: ExitGate): void {
  Atomics.store(gate, busy, 0);
  Atomics.notify(gate, busy);
}
