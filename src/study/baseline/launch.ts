import { MingaError } from '../../errors/index.ts';
import { startProcess } from '../../runtime/index.ts';
import type { EmbeddingOptions } from '../embedding.ts';
import type { BaselineJob } from './job.ts';
import type { FromProcess, ToProcess } from './messages.ts';

/**
 * Trains one way under one seed in a process of its own, which leaves its record in the folder.
 *
 * @throws whatever the training throws; E_RUNTIME where the process ends before it is done
 */
export function launchBaseline(
  job: BaselineJob,
  folder: string,
  { signal, onEvent }: EmbeddingOptions,
): Promise<void> {
  const child = startProcess(new URL('./baseline-process.ts', import.meta.url));
  const tell = (message: ToProcess) => child.connected && child.send(message);
  const stop = () => tell({ kind: 'stop' });
  signal?.addEventListener('abort', stop, { once: true });
  return new Promise<void>((resolve, reject) => {
    let outcome: FromProcess | null = null;
    child.on('message', (message: FromProcess) => {
      if (message.kind === 'event') onEvent?.(message.event);
      else outcome = message;
    });
    child.on('error', reject);
    child.on('exit', (code, by) => {
      if (outcome?.kind === 'done') return resolve();
      reject(errorOf(outcome, by ?? `code ${code}`));
    });
    tell({ kind: 'fit', job, folder });
    if (signal?.aborted) stop();
  }).finally(() => signal?.removeEventListener('abort', stop));
}

function errorOf(outcome: FromProcess | null, ended: string): Error {
  if (outcome?.kind === 'failed') {
    const { code, found, expected, fix } = outcome;
    return new MingaError(code, { found, expected, fix });
  }
  const why = outcome?.kind === 'broken' ? outcome.message : `it ended with ${ended}`;
  return new MingaError('E_RUNTIME', {
    found: `the process of a baseline did not finish: ${why}`,
    fix: 'where it ran out of memory, lower encode.memory, fine-tuned.picture or train.batch',
  });
}
