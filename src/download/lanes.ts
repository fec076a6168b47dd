/**
 * Works on items in their order, so many at a time. The first failure stops the rest: what is not begun
 * stays so, and what is under way hears of it by its signal and ends before the promise is settled.
 *
 * @param task is given a signal that aborts where another task failed, or `signal` aborts
 * @throws what the first failing task throws
 */
export async function inLanes<Item>(
  items: Iterable<Item>,
  lanes: number,
  task: (item: Item, signal: AbortSignal) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const stop = new AbortController();
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const queue = items[Symbol.iterator]();
  const faults: unknown[] = [];
  const lane = async () => {
    for (let next = queue.next(); !next.done && faults.length === 0; next = queue.next()) {
      await task(next.value, either).catch((error: unknown) => {
        faults.push(error);
        stop.abort();
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (faults.length > 0) throw faults[0];
}
