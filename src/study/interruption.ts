import { MingaError } from '../errors/index.ts';

/** @throws E_ABORTED where the signal aborts */
export function requireGoingOn(signal: AbortSignal | undefined, work: string): void {
  if (!signal?.aborted) return;
  throw new MingaError('E_ABORTED', {
    found: `${work} was interrupted`,
    fix: 'run the same command again: what was finished is kept',
  });
}
