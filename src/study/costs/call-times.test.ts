import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { openMeter, timeCalls } from './index.ts';

describe('times of calls', () => {
  test('are of whole batches, after calls that are not counted', async () => {
    const sizes: number[] = [];
    const cases = Array.from({ length: 70 }, (_, i) => i);
    const times = await timeCalls(cases, 32, async some => sizes.push(some.length));
    expect(times?.calls).toBe(2);
    expect(sizes).toEqual(new Array(5 + 2).fill(32));
  });

  test('are none where no batch is full', async () => {
    expect(await timeCalls([1, 2], 32, async () => undefined)).toBeNull();
  });
});

/** Garbage of earlier files in this process, collected halfway, would hide what a stretch takes. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc()');
}

describe('a meter', () => {
  test('sees the memory that a stretch holds, and not what is held after it', async () => {
    const meter = openMeter(10);
    collectGarbage();
    const before = await meter.measure(async () => undefined);
    const size = 96 * 2 ** 20;
    const { result, work } = await meter.measure(async () => Buffer.alloc(size, 1).length);
    expect(result).toBe(size);
    const held = before.work.peakResidentBytes;
    // Where peaks cannot be reset they are not told by stretch.
    if (held !== null) expect(Number(work.peakResidentBytes) - held).toBeGreaterThan(size / 2);
    expect(meter.memory().peakResidentBytes).toBeGreaterThanOrEqual(work.peakResidentBytes ?? 0);
  });
});
