import { Worker } from 'node:worker_threads';
import { builtModule } from './built-module.ts';

/**
 * Starts a worker thread from a module of this package: the `.js` that the build made of it or, in
 * a checkout, the TypeScript itself.
 *
 * @param module the worker's module, as `new URL('./some-worker.ts', import.meta.url)`
 * @param workerData given to the thread as a structured clone
 * @example
 * const worker = startWorker(new URL('./session-worker.ts', import.meta.url), { threads: 2 });
 */
export function startWorker(module: URL, workerData: unknown = null): Worker {
  const built = builtModule(module);
  // The main thread's own flags may load a translator a second time, or not fit a worker at all.
  const execArgv: string[] = [];
  if (built !== null) return new Worker(built, { workerData, execArgv });
  const translated = new URL('./translated-worker.mjs', import.meta.url);
  return new Worker(translated, { workerData, argv: [module.href], execArgv });
}
