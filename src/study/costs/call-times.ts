import { summariseLatencies } from '../../evaluate/index.ts';
import type { CallTimes } from '../schema/costs.ts';

const warmUp = 5;

/**
 * Times `action` on batches of `cases`, one call after another, after calls on the first few that
 * are not counted. Cases that do not fill a last batch are left out.
 *
 * @returns null where there are fewer cases than `batch`
 */
export async function timeCalls<T>(
  cases: readonly T[],
  batch: number,
  action: (some: readonly T[]) => Promise<unknown>,
): Promise<CallTimes | null> {
  const calls = Math.floor(cases.length / batch);
  if (calls === 0) return null;
  const some = (call: number) => cases.slice(call * batch, (call + 1) * batch);
  for (let call = 0; call < warmUp; call++) await action(some(call % calls));
  const times = new Float64Array(calls);
  for (let call = 0; call < calls; call++) {
    const one = some(call);
    const started = performance.now();
    await action(one);
    times[call] = performance.now() - started;
  }
  const { mean, median, p95, p99 } = summariseLatencies(times);
  return { batch, calls, mean, p50: median, p95, p99 };
}
