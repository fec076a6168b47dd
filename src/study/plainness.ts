import { alignerKinds } from '../align/index.ts';
import type { Cell } from './results.ts';

/** The order of preference: the kind, then how strong a shift is. */
export function plainness({ aligner }: Pick<Cell, 'aligner'>): number {
  const kind = aligner.kind === 'learned-shift' ? 'shift' : aligner.kind;
  const learned = aligner.kind === 'learned-shift' ? 0.5 : 0;
  const strength = Math.min(0.4, Math.abs(aligner.lambda ?? 0) / 100);
  // A shift by nothing is no alignment.
  if (aligner.kind === 'shift' && aligner.lambda === 0) return 0.5;
  return alignerKinds.indexOf(kind) + learned + strength;
}
