import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inLanes } from './lanes.ts';

describe('inLanes', () => {
  it('works on so many at a time, and on each once', async () => {
    let atOnce = 0;
    let most = 0;
    const done: number[] = [];
    await inLanes([1, 2, 3, 4, 5, 6, 7], 3, async item => {
      most = Math.max(most, ++atOnce);
      await sleep(5);
      atOnce--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('tells the others of a failure, waits for them, and throws the first', async () => {
    const begun: number[] = [];
    let ended = 0;
    const failed = inLanes([1, 2, 3, 4], 2, async (item, signal) => {
      begun.push(item);
      if (item === 2) throw new Error('two');
      await sleep(10_000, undefined, { signal }).catch(() => {});
      await sleep(5);
      ended++;
      throw new Error('one');
    });
    await expect(failed).rejects.toThrow('two');
    expect(begun).toEqual([1, 2]);
    expect(ended).toBe(1);
  });

  it('hears of a signal from outside', async () => {
    const stopper = new AbortController();
    const heard = inLanes(
      [1],
      1,
      async (_, signal) => {
        stopper.abort();
        expect(signal.aborted).toBe(true);
      },
      stopper.signal,
    );
    await heard;
    expect.assertions(1);
  });
});
