import { type Runtime, remoteRuntime } from '../remote-runtime.ts';
import type { Session, SessionOptions } from '../session.ts';
import { exitGate, guardExit } from './exit-gate.ts';
import { startWorker } from './start-worker.ts';
import { threadPort } from './thread-port.ts';

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
  return remoteRuntime(threadPort(worker));
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
