import { existsSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { MingaError } from '../../errors/index.ts';
import { attempt, onnxSession, requireThreads } from '../onnx-session.ts';
import type { Session, SessionOptions } from '../session.ts';

const defaults = { threads: 2 };

/**
 * Loads a model in the calling thread. A run blocks that thread's event loop, so the main thread
 * should use `openSession`; this one is for code that already runs in a worker. It reads held
 * arrays where they lie: do not write to them while they are held.
 *
 * @param model a path of an `.onnx` file, or its bytes
 * @throws E_FILE_MISSING where there is no such file; E_RUNTIME where the runtime refuses the
 *   model; E_OPTION where `threads` is not a whole number from 1
 */
export async function openLocalSession(
  model: string | Uint8Array,
  options: SessionOptions = {},
): Promise<Session> {
  const { threads } = { ...defaults, ...options };
  if (typeof model === 'string' && !existsSync(model)) {
    throw new MingaError('E_FILE_MISSING', {
      found: `no model at ${model}`,
      expected: 'an .onnx file',
    });
  }
  requireThreads(threads);
  return onnxSession(await create(model, threads), Tensor);
}

function create(model: string | Uint8Array, threads: number): Promise<InferenceSession> {
  const settings: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Whatever it refuses is said by the error that it throws, so it need not print it as well.
    logSeverityLevel: 4,
  };
  return attempt('load the model', () =>
    typeof model === 'string'
      ? InferenceSession.create(model, settings)
      : InferenceSession.create(model, settings),
  );
}
