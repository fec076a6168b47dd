import { splitParts } from '../dataset.ts';
import type { SplitParts } from './split.ts';

/** Groups, by their numbers, with samples in more than one part. */
export function straddlingGroups(groupOf: Int32Array, parts: SplitParts): number[] {
  const partOf = new Map<number, string>();
  const straddling = new Set<number>();
  for (const part of splitParts) {
    for (const index of parts[part]) {
      const group = groupOf[index];
      if ((partOf.get(group) ?? part) !== part) straddling.add(group);
      else partOf.set(group, part);
    }
  }
  return [...straddling];
}
