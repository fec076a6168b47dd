import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { energyMeter } from './index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-powercap-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A counter as Linux shows it, in microjoules. */
function writeCounter(name: string, energy: number): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'energy_uj'), `${energy}\n`);
  writeFileSync(join(folder, name, 'max_energy_range_uj'), '10000000\n');
}

describe('energy', () => {
  test('is estimated, and says from what, where no counter can be read', () => {
    const meter = energyMeter(12, join(folder, 'nothing'));
    expect(meter.method).toBe('estimated');
    expect(meter.note).toContain('12 W');
    expect(meter.begin()(3)).toBe(36);
  });

  test('is the sum over processor packages, a counter that has begun again among them', () => {
    writeCounter('intel-rapl:0', 1_000_000);
    writeCounter('intel-rapl:1', 9_000_000);
    // A domain within a package is in its package's count already.
    writeCounter('intel-rapl:0:0', 0);
    const meter = energyMeter(12, folder);
    expect(meter.method).toBe('measured');
    const end = meter.begin();
    writeCounter('intel-rapl:0', 3_500_000);
    writeCounter('intel-rapl:1', 500_000);
    writeCounter('intel-rapl:0:0', 9_000_000);
    expect(end(100)).toBeCloseTo(2.5 + 1.5, 10);
  });

  test('is all of it where a counter goes round within a stretch', () => {
    vi.useFakeTimers();
    try {
      const own = join(folder, 'long');
      writeCounter('long/intel-rapl:0', 9_000_000);
      const end = energyMeter(12, own).begin();
      for (const energy of [5_000_000, 2_000_000]) {
        writeCounter('long/intel-rapl:0', energy);
        vi.advanceTimersByTime(60_000);
      }
      writeCounter('long/intel-rapl:0', 9_500_000);
      expect(end(100)).toBeCloseTo(6 + 7 + 7.5, 10);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});
