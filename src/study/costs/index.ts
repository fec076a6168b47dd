/**
 * Costs: knows how time, memory, energy, room and operations are measured or counted, and what the
 * paper called memory. It knows nothing of what the work is for: of data sets, plans or heads.
 */
export { timeCalls } from './call-times.ts';
export { energyMeter } from './energy.ts';
export { type Meter, openMeter } from './meter.ts';
export { dataMebibytes, modelMebibytes } from './paper-memory.ts';
export { memoryMethod, peakOfChildren } from './resident-memory.ts';
