/**
 * Works on items in their order, so many at a time. The first failure stops what is not begun; what
 * is under way ends first, so that nothing works on after the promise is settled.
 *
 * @throws what the first failing task throws
 */
export async function inLanes<Item>(
  items: Iterable<Item>,
  lanes: number,
  task: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const faults: unknown[] = [];
  const lane = async () => {
    for (let next = queue.next(); !next.done && faults.length === 0; next = queue.next()) {
      await task(next.value).catch((error: unknown) => {
        faults.push(error);
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (faults.length > 0) throw faults[0];
}
