import { chiSquareTail } from './chi-square.ts';

/** Two shares and the cases that they are of. */
export interface TwoShares {
  readonly a: number;
  readonly b: number;
  readonly ofA: number;
  readonly ofB: number;
  /** Independent cases for each row: groups / rows. */
  readonly perRow: number;
}

/**
 * P of shares that lie further apart where both are of one distribution: Pearson's χ² of the table of
 * two by two, rows counting as groups do.
 */
export function shareDifferenceTail({ a, b, ofA, ofB, perRow }: TwoShares): number {
  const pooled = (a * ofA + b * ofB) / (ofA + ofB);
  const variance = pooled * (1 - pooled) * (1 / ofA + 1 / ofB);
  if (!(variance > 0)) return 1;
  return chiSquareTail(((a - b) ** 2 / variance) * perRow, 1);
}
