import { learnedShiftSettings } from '../../fuse/index.ts';
import type { PlannedAligner } from '../align-schema.ts';
import type { Plan } from '../plan.ts';
import { alignerLabel, sharedRule, withRule } from '../planned-aligner.ts';

/** Every kind of aligner once, with its defaults; the shift half way and whole. */
const every: readonly PlannedAligner[] = [
  { kind: 'none' },
  { kind: 'standardise' },
  { kind: 'center' },
  { kind: 'shift', lambda: 0.5 },
  { kind: 'shift', lambda: 1 },
  { kind: 'orthogonal-shift' },
  { kind: 'realign' },
  { kind: 'procrustes' },
  { kind: 'whiten' },
  { kind: 'ridge' },
  { kind: 'cca' },
  { kind: 'optimal-transport' },
  learnedShiftSettings(),
];

/** The aligners of a study: every kind, then what else the plan names, each once. `none` is first. */
export function studiedAligners({ align }: Plan, sameDimension: boolean): PlannedAligner[] {
  const named = [...every, ...align];
  const rule = sameDimension ? 'keep' : sharedRule([...align, ...every]);
  const all = named.map(aligner => withRule(aligner, rule));
  return [...new Map(all.map(aligner => [alignerLabel(aligner), aligner])).values()];
}
