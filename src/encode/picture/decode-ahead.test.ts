import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeAhead } from './decode-ahead.ts';

/** A "picture" is a number of bytes: the first byte of its file, times ten. */
function decoder(mostBytes: number) {
  const use = { now: 0, highest: 0, atOnce: 0, mostAtOnce: 0 };
  const ahead = decodeAhead<Uint8Array, { readonly bytes: number }>(
    async file => {
      use.atOnce += 1;
      use.mostAtOnce = Math.max(use.mostAtOnce, use.atOnce);
      await setImmediate();
      use.atOnce -= 1;
      use.now += file[0] * 10;
      use.highest = Math.max(use.highest, use.now);
      return { bytes: file[0] * 10 };
    },
    picture => picture.bytes,
    mostBytes,
  );
  return { ahead, use };
}

const filesOf = (sizes: readonly number[]) => sizes.map(size => Uint8Array.of(size));

describe('decoding ahead', () => {
  test('gives every picture of every chunk in order, never holding one too many', async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(sizes, { maxLength: 5 }), fc.nat(600), async (chunks, most) => {
        const { ahead, use } = decoder(most);
        const started = chunks.map(chunk => ahead.start(filesOf(chunk)));
        for (const [i, groups] of started.entries()) {
          const given: number[] = [];
          for await (const group of groups) {
            given.push(...group.map(picture => picture.bytes / 10));
            await setImmediate();
            for (const picture of group) use.now -= picture.bytes;
          }
          expect(given).toEqual(chunks[i]);
        }
        expect(use.highest).toBeLessThan(most + 200 + 1);
        expect(use.mostAtOnce).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('keeps a chunk together where memory allows, and decodes the next meanwhile', async () => {
    const { ahead, use } = decoder(1000);
    const [first] = [ahead.start(filesOf([1, 2, 3])), ahead.start(filesOf([4, 5]))];
    for await (const group of first) {
      expect(group).toHaveLength(3);
      for (let i = 0; i < 10; i++) await setImmediate();
      expect(use.now).toBe(150);
    }
  });

  test('goes on with the next files where a group is broken off', async () => {
    const { ahead } = decoder(30);
    const [first, second] = [ahead.start(filesOf([3, 4, 5, 6])), ahead.start(filesOf([7]))];
    for await (const group of first) {
      expect(group).toHaveLength(1);
      break;
    }
    const given: number[] = [];
    for await (const group of second) given.push(...group.map(picture => picture.bytes));
    expect(given).toEqual([70]);
  });
});
