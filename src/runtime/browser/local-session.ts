import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { isMingaError, MingaError } from '../../errors/index.ts';
import { attempt, onnxSession, requireThreads } from '../onnx-session.ts';
import type { Session, SessionOptions } from '../session.ts';
import { ownAddress } from './own-address.ts';
import { servedFile } from './served-file.ts';
import { type BrowserOptions, type BrowserSettings, browserSettings } from './settings.ts';

/**
 * Loads a model in the calling thread. A run blocks that thread, so a page should use
 * `openBrowserRuntime`; this one is for a page that predicts a case at a time, or for code that
 * already runs in a worker. It reads held arrays where they lie: do not write to them while they are
 * held.
 *
 * ONNX Runtime starts once in a thread: where that failed, the page must be loaded again.
 *
 * @param model the address of an `.onnx` file on the page's own server, or its bytes
 * @throws E_OPTION as `openBrowserRuntime` does, or where WebAssembly already runs in this thread
 *   with other options; E_FILE_MISSING with the address where a wasm file or the model is not
 *   served; E_RUNTIME where the runtime refuses the model
 * @example
 * const session = await openBrowserSession('/models/head.onnx', { wasm: '/ort/' });
 * const { probabilities } = await session.run({ image, text });
 */
export async function openBrowserSession(
  model: string | Uint8Array,
  options: BrowserOptions,
): Promise<Session> {
  const settings = browserSettings(options);
  const own = typeof model === 'string' ? ownAddress(model, 'a model').href : model;
  return openWith(settings, own, {});
}

/**
 * The same with settings that are already checked, as in a worker. `threads` of a session is checked
 * but changes nothing: WebAssembly has one pool of threads for all sessions.
 */
export async function openWith(
  settings: BrowserSettings,
  model: string | Uint8Array,
  { threads = 1 }: SessionOptions,
): Promise<Session> {
  requireThreads(threads);
  configure(settings);
  const bytes = typeof model === 'string' ? await modelAt(model) : model;
  return onnxSession(await create(bytes, settings), Tensor);
}

/** ONNX Runtime reads its settings when it starts, and passes over later ones in silence. */
function configure({ mjs, wasm, threads }: BrowserSettings): void {
  const paths = env.wasm.wasmPaths;
  if (typeof paths === 'object') {
    const same = paths.mjs === mjs && paths.wasm === wasm && env.wasm.numThreads === threads;
    if (same) return;
    throw new MingaError('E_OPTION', {
      found: `a session over ${wasm} with ${threads} thread(s)`,
      expected: `${paths.wasm} with ${env.wasm.numThreads} thread(s), as this thread has begun`,
      fix: 'use a runtime of its own (openBrowserRuntime) for other options',
    });
  }
  env.wasm.wasmPaths = { mjs, wasm };
  env.wasm.numThreads = threads;
}

async function modelAt(url: string): Promise<Uint8Array> {
  const response = await servedFile(url, 'model', { expected: 'an .onnx file' });
  return new Uint8Array(await response.arrayBuffer());
}

async function create(model: Uint8Array, settings: BrowserSettings): Promise<InferenceSession> {
  try {
    return await attempt('load the model', () =>
      InferenceSession.create(model, {
        executionProviders: ['wasm'],
        executionMode: 'sequential',
        graphOptimizationLevel: 'all',
        // Whatever it refuses is said by the error that it throws, so it need not print it as well.
        logSeverityLevel: 4,
      }),
    );
  } catch (error) {
    if (isMingaError(error) && /no available backend/.test(error.problem.found)) {
      await requireServed(settings);
    }
    throw error;
  }
}

/**
 * ONNX Runtime does not say which of its files it could not have. They are asked for only after it
 * failed: a page that works offline may have an answer to nothing but the runtime's own requests.
 */
async function requireServed({ mjs, wasm }: BrowserSettings): Promise<void> {
  const fix =
    'copy ort-wasm-simd-threaded.{mjs,wasm} from node_modules/onnxruntime-web/dist to that folder of your server';
  const part = 'part of ONNX Runtime';
  const script = { type: /javascript/, expected: 'a script, served as text/javascript', fix };
  await (await servedFile(mjs, part, script)).body?.cancel();
  const binary = { expected: 'WebAssembly, served as application/wasm', fix };
  await (await servedFile(wasm, part, binary)).body?.cancel();
}
