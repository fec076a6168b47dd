import { type Runtime, remoteRuntime } from '../remote-runtime.ts';
import { ownAddress } from './own-address.ts';
import { type BrowserOptions, browserSettings } from './settings.ts';
import { type WebWorker, workerPort } from './worker-port.ts';

declare const Worker: new (script: URL, options: { readonly type: 'module' }) => WebWorker;

/**
 * Starts a web worker for sessions, so that the page stays responsive while they run. Training
 * states and held data stay in it.
 *
 * Nothing is asked of any other server than the page's own. A session's own `threads` changes
 * nothing here: WebAssembly has one pool of threads for all sessions of a runtime.
 *
 * @throws E_OPTION where `wasm` is missing or not on the page's own server, where `threads` is not a
 *   whole number from 1, or more than 1 in a page that is not cross-origin isolated; E_RUNTIME
 *   outside a browser. Opening a session throws E_FILE_MISSING with the address where a wasm file or
 *   the model is not served
 * @example
 * const runtime = openBrowserRuntime({ wasm: '/ort/' });
 * const { head } = await fitHead(runtime, settings, task, train, validation, { seed: 0 });
 * await runtime.close();
 */
export function openBrowserRuntime(options: BrowserOptions): Runtime {
  const settings = browserSettings(options);
  // Bundlers look for this very expression, so the name is that of the built file.
  const worker = new Worker(new URL('./session-worker.js', import.meta.url), { type: 'module' });
  worker.postMessage(settings);
  const runtime = remoteRuntime(workerPort(worker));
  return {
    ...runtime,
    async open(model, sessionOptions) {
      const own = typeof model === 'string' ? ownAddress(model, 'a model').href : model;
      return runtime.open(own, sessionOptions);
    },
  };
}
