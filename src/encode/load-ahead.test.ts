import { setImmediate, setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EmbedItem, loadAhead } from './load-ahead.ts';

/** Items of these sizes; `held` is what was loaded and not yet given back, at its highest. */
function sized(sizes: readonly number[], delay = 0) {
  const use = { now: 0, highest: 0, loads: 0 };
  const items = sizes.map(
    (size, i): EmbedItem<Uint8Array> => ({
      id: `${i}`,
      place: `file ${i}`,
      load: async () => {
        use.loads += 1;
        await (delay === 0 ? setImmediate() : setTimeout(delay));
        use.now += size;
        use.highest = Math.max(use.highest, use.now);
        return new Uint8Array(size);
      },
    }),
  );
  return { items, use };
}

describe('loading ahead', () => {
  test('gives every item in order, within its bytes once the largest is known', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 400 }), async (sizes, limit) => {
        const largestFirst = sizes.toSorted((a, b) => b - a);
        const { items, use } = sized(largestFirst);
        const loader = loadAhead(items, { items: 8, bytes: limit });
        for (const [i, size] of largestFirst.entries()) {
          const loaded = await loader.next();
          expect(loaded).toMatchObject({ item: i, bytes: size });
          use.now -= size;
          loader.release(size);
        }
        expect(await loader.next()).toBeNull();
        expect(use.highest).toBeLessThanOrEqual(Math.max(limit, largestFirst[0] ?? 0));
      }),
    );
  });

  test('waits for a release where its bytes are in use, and says so', async () => {
    const { items, use } = sized([60, 60, 60]);
    const loader = loadAhead(items, { items: 8, bytes: 100 });
    await loader.next();
    await setImmediate();
    expect(loader.full).toBe(true);
    expect(use.loads).toBe(1);
    const second = loader.next();
    loader.release(60);
    expect(await second).toMatchObject({ item: 1 });
    expect(use.loads).toBe(2);
  });

  test('lets an item through that is larger than all its bytes', async () => {
    const { items } = sized([500, 500]);
    const loader = loadAhead(items, { items: 8, bytes: 100 });
    expect(await loader.next()).toMatchObject({ item: 0, bytes: 500 });
    loader.release(500);
    expect(await loader.next()).toMatchObject({ item: 1, bytes: 500 });
  });

  test('loads several at once while the first are being used', async () => {
    const { items, use } = sized(Array(20).fill(10), 2);
    const loader = loadAhead(items, { items: 6, bytes: 1000 });
    await loader.next();
    await setTimeout(10);
    expect(use.loads).toBe(7);
  });

  test('an item that cannot be read holds no bytes', async () => {
    const broken: EmbedItem<string> = {
      id: 'x',
      place: 'x.txt',
      load: () => Promise.reject(new Error('no such file')),
    };
    const loader = loadAhead([broken], { items: 4, bytes: 10 });
    expect(await loader.next()).toMatchObject({ item: 0, bytes: 0 });
    expect(await loader.next()).toBeNull();
  });
});
