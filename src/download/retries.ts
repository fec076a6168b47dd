import { setTimeout as sleep } from 'node:timers/promises';
import { isMingaError, MingaError } from '../errors/index.ts';
import type { Line } from './request.ts';
import { TransientFault } from './transient-fault.ts';

/** Progress that makes a try count as a success, however it ended. */
const worthwhile = 2 ** 20;

/**
 * Tries until it succeeds, with pauses that double, or until {@link Patience.tries} in a row brought
 * nothing.
 *
 * @param done bytes that were had so far
 * @throws what the task throws where that is a {@link MingaError}; E_DOWNLOAD where the last try
 * failed; E_ABORTED where the signal aborts
 */
export async function withRetries<Result>(
  { patience, signal }: Line,
  subject: string,
  task: () => Promise<Result>,
  done: () => number = () => 0,
): Promise<Result> {
  let before = done();
  for (let tries = 1; ; tries++) {
    try {
      return await task();
    } catch (error) {
      if (signal?.aborted) throw interrupted(subject);
      if (isMingaError(error)) throw error;
      if (done() - before >= worthwhile) tries = 1;
      before = done();
      if (tries >= patience.tries) throw givenUp(subject, tries, error);
      const asked = error instanceof TransientFault ? error.wait : null;
      const wait = Math.min(asked ?? patience.pause * 2 ** (tries - 1), patience.longestPause);
      await sleep(wait, undefined, { signal }).catch(() => {
        throw interrupted(subject);
      });
    }
  }
}

function interrupted(subject: string): MingaError {
  return new MingaError('E_ABORTED', {
    found: `${subject}: interrupted`,
    fix: 'what came is kept: the same command goes on from there',
  });
}

function givenUp(subject: string, tries: number, cause: unknown): MingaError {
  return new MingaError('E_DOWNLOAD', {
    found: `${subject}: ${reasonOf(cause)}, ${tries} times in a row`,
    fix: 'what came is kept: run the same command again when the line is better, or set --mirror',
    cause,
  });
}

/** The line's own words: fetch hides them one level down. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof TransientFault && error.wait !== null && error.wait > 0) {
    return `${error.message} and asks to wait ${Math.ceil(error.wait / 1000)} s`;
  }
  return error.cause instanceof Error ? error.cause.message : error.message;
}
