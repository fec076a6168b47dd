import type { Random } from '../../tensor/index.ts';

const first = 500;
const highest = 60_000;

/**
 * Milliseconds to wait before the attempt after the `attempt`-th (from 0): twice as long each time,
 * up to a minute, a random part of which is left out so that many clients do not return together;
 * never sooner than the server asks.
 */
export function retryDelay(
  attempt: number,
  retryAfter: string | undefined,
  random: Random,
): number {
  const backOff = Math.min(highest, first * 2 ** attempt) * (0.5 + 0.5 * random.uniform());
  return Math.max(backOff, askedDelay(retryAfter));
}

/** What `Retry-After` asks for, in milliseconds: it holds seconds or a date. */
export function askedDelay(retryAfter: string | undefined, now = Date.now()): number {
  if (retryAfter === undefined) return 0;
  if (/^\s*\d+\s*$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
