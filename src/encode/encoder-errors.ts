import { MingaError } from '../errors/index.ts';

/** What a call is rejected with whose signal aborts. */
export function interrupted(cause?: unknown): MingaError {
  return new MingaError('E_ABORTED', {
    found: 'encoding was interrupted',
    fix: 'run the same command again: it goes on where it stopped',
    cause,
  });
}

/** What a call to an encoder is rejected with that was closed. */
export function closedEncoder(): MingaError {
  return new MingaError('E_RUNTIME', { found: 'a request to a closed encoder' });
}
