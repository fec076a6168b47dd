import { availableParallelism } from 'node:os';
import { MingaError } from '../errors/index.ts';
import type { Arrangement } from './encoder.ts';

/**
 * A worker for each core, where so many copies of the weights fit, and the cores shared among them.
 *
 * @param wanted what the caller settled; throws E_OPTION where a count is not a whole number ≥ 1
 * @param weights bytes of one copy, and of all copies together
 */
export function arrange(
  wanted: Partial<Arrangement>,
  weights: { readonly each: number; readonly most: number },
): Arrangement {
  checkCount('workers', wanted.workers);
  checkCount('threads', wanted.threads);
  const cores = availableParallelism();
  const fitting = Math.max(1, Math.floor(weights.most / weights.each));
  const workers = wanted.workers ?? Math.min(cores, fitting);
  return { workers, threads: wanted.threads ?? Math.max(1, Math.floor(cores / workers)) };
}

function checkCount(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
  throw new MingaError('E_OPTION', {
    found: `${name} ${value}`,
    expected: 'a whole number of at least 1',
  });
}
