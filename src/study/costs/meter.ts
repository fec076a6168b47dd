import { processorSeconds } from '../machine.ts';
import type { Work } from '../schema/costs.ts';
import { type EnergyMeter, energyMeter } from './energy.ts';
import { forgetPeak, memoryMethod, peakOfChildren, peakOfProcess } from './resident-memory.ts';

/** Measures stretches of work, one after another. */
export interface Meter {
  /** Runs `action` and says what it took. Stretches must not overlap. */
  measure<T>(action: () => Promise<T>): Promise<{ readonly result: T; readonly work: Work }>;
  readonly energy: Pick<EnergyMeter, 'method' | 'note'>;
  /** The most memory so far, and that of processes which were started and still run. */
  memory(): {
    readonly peakResidentBytes: number;
    readonly childrenBytes: number;
    readonly method: string;
  };
}

/** @param watts of a busy core, where energy can only be estimated */
export function openMeter(watts: number): Meter {
  const meter = energyMeter(watts);
  let resettable = false;
  let peak = 0;
  return {
    energy: { method: meter.method, note: meter.note },
    async measure(action) {
      peak = Math.max(peak, peakOfProcess());
      resettable = forgetPeak();
      const joules = meter.begin();
      const processor = processorSeconds();
      const started = performance.now();
      const result = await action().catch(error => {
        joules(0);
        throw error;
      });
      const wallSeconds = (performance.now() - started) / 1000;
      const spent = processorSeconds() - processor;
      const held = peakOfProcess();
      peak = Math.max(peak, held);
      const work: Work = {
        wallSeconds,
        processorSeconds: spent,
        peakResidentBytes: resettable ? held : null,
        joules: joules(spent),
      };
      return { result, work };
    },
    memory: () => ({
      peakResidentBytes: Math.max(peak, peakOfProcess()),
      childrenBytes: peakOfChildren(),
      method: memoryMethod(resettable),
    }),
  };
}
