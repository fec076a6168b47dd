/**
 * The process of one training: it is told what to train, says how far it is, writes the record and
 * ends. A process of its own, so that the most memory that it held is that of this training alone.
 */
import { isMingaError } from '../../errors/index.ts';
import { fitBaseline } from './fit.ts';
import type { FromProcess, ToProcess } from './messages.ts';
import { writeBaseline } from './record.ts';

const stopping = new AbortController();
// Ctrl-C reaches every process of the terminal; the one that was asked decides.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => stopping.abort());
process.on('disconnect', () => stopping.abort());
process.on('message', (message: ToProcess) => {
  if (message.kind === 'stop') return stopping.abort();
  void train(message);
});

async function train({ job, folder }: Extract<ToProcess, { kind: 'fit' }>): Promise<void> {
  const { signal } = stopping;
  try {
    const trained = await fitBaseline(job, {
      signal,
      onEvent: event => say({ kind: 'event', event }),
    });
    await writeBaseline(folder, job.key, trained);
    say({ kind: 'done' });
  } catch (error) {
    say(failureOf(error));
  }
  process.disconnect?.();
}

function failureOf(error: unknown): FromProcess {
  if (isMingaError(error)) {
    const { found, expected, fix } = error.problem;
    return { kind: 'failed', code: error.code, found, expected, fix };
  }
  return {
    kind: 'broken',
    message: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
  };
}

function say(message: FromProcess): void {
  if (process.connected) process.send?.(message);
}
