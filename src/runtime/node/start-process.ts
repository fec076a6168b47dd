import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { builtModule } from './built-module.ts';

/**
 * Starts a process of its own from a module of this package, as `startWorker` starts a thread: for
 * work whose memory is to be measured apart. It is spoken to by messages.
 *
 * @param module the process's module, as `new URL('./some-process.ts', import.meta.url)`
 * @example
 * const child = startProcess(new URL('./baseline-process.ts', import.meta.url));
 * child.send({ kind: 'fit' });
 */
export function startProcess(module: URL): ChildProcess {
  const options: ForkOptions = {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  };
  const built = builtModule(module);
  if (built !== null) return fork(fileURLToPath(built), [], options);
  const translated = new URL('./translated-worker.mjs', import.meta.url);
  return fork(fileURLToPath(translated), [module.href], options);
}
