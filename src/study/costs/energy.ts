import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stretch of work has used, and how that is known. */
export interface EnergyMeter {
  readonly method: 'measured' | 'estimated';
  readonly note: string;
  /** Begins a stretch; the function that it returns ends it, which must be, and says the joules. */
  begin(): (processorSeconds: number) => number;
}

const powercap = '/sys/class/powercap';

/**
 * Measures with the processor's own counters (RAPL, through Linux's powercap) where they can be
 * read, and else estimates: processor seconds × `watts`.
 *
 * @param watts of one busy core; an assumption, and told as one
 * @param folder where the counters are
 */
export function energyMeter(watts: number, folder = powercap): EnergyMeter {
  const counters = packages(folder);
  if (counters.length === 0) {
    return {
      method: 'estimated',
      note: `processor seconds × ${watts} W, assumed of a busy core; the machine offers no energy counter`,
      begin: () => processorSeconds => processorSeconds * watts,
    };
  }
  return {
    method: 'measured',
    note: `RAPL, ${counters.length} processor package${counters.length === 1 ? '' : 's'}: all that ran on the machine meanwhile is in it`,
    begin() {
      const last = counters.map(read);
      let microjoules = 0;
      const look = () => {
        for (const [i, counter] of counters.entries()) {
          const now = read(counter);
          const passed = now - last[i];
          microjoules += passed < 0 ? passed + counter.range : passed;
          last[i] = now;
        }
      };
      const looking = setInterval(look, lookEvery).unref();
      return () => {
        clearInterval(looking);
        look();
        return microjoules / 1e6;
      };
    },
  };
}

/** Milliseconds. A counter begins again at its range, which a busy server passes in some minutes. */
const lookEvery = 30_000;

interface Counter {
  readonly file: string;
  /** Microjoules at which it begins again. */
  readonly range: number;
}

/** Packages alone: the domains within one would be counted twice. */
function packages(folder: string): Counter[] {
  try {
    return readdirSync(folder)
      .filter(name => /^intel-rapl:\d+$/.test(name))
      .map(name => ({
        file: join(folder, name, 'energy_uj'),
        range: numberIn(join(folder, name, 'max_energy_range_uj')),
      }))
      .filter(counter => Number.isFinite(read(counter)));
  } catch {
    // No such folder, or counters that only root may read.
    return [];
  }
}

function read({ file }: Counter): number {
  return numberIn(file);
}

function numberIn(file: string): number {
  return Number.parseInt(readFileSync(file, 'utf8'), 10);
}
