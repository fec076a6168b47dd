/** Which samples belong together, by number, and the fold that each group is held out in. */
export interface GroupNumbers {
  readonly count: number;
  /** Number of each sample's group. */
  readonly of: Int32Array;
  /** Samples of each group. */
  readonly sizes: Int32Array;
  /** The fold of each sample: that of its group. */
  readonly folds: Uint8Array;
}

export const foldCount = 5;

/**
 * Numbers groups by first appearance. A group's fold follows from its name alone, so that neither
 * the order of the rows nor other groups change it.
 */
export function numberGroups(names: readonly string[]): GroupNumbers {
  const numbers = new Map<string, number>();
  const foldOf: number[] = [];
  const of = new Int32Array(names.length);
  for (let i = 0; i < names.length; i++) {
    let number = numbers.get(names[i]);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(names[i], number);
      foldOf.push(mixed(names[i]) % foldCount);
    }
    of[i] = number;
  }
  const sizes = new Int32Array(numbers.size);
  const folds = new Uint8Array(of.length);
  for (let i = 0; i < of.length; i++) {
    sizes[of[i]] += 1;
    folds[i] = foldOf[of[i]];
  }
  return { count: numbers.size, of, sizes, folds };
}

/** FNV-1a, then the finaliser of MurmurHash3: names that differ in their last digit alone spread too. */
function mixed(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
