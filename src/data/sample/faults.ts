import { Random } from '../../tensor/index.ts';
import type { Lesion } from './lesion.ts';

/** A row whose picture is another row's: the very same bytes, or slightly changed. Row numbers from 0. */
export interface Twin {
  readonly row: number;
  readonly of: number;
}

/** Which rows of the sample are spoilt, and how. No row is spoilt twice. */
export interface Faults {
  readonly exact: readonly Twin[];
  readonly near: readonly Twin[];
  /** The row whose picture is a text file with the name of a picture. */
  readonly unreadable: number;
  /** The row whose picture was never written. */
  readonly absent: number;
}

/** Chooses the faults: one pair in 120 rows alike to the byte, one in 75 nearly alike. */
export function drawFaults(lesions: readonly Lesion[], rows: number, seed: number): Faults {
  const lesionOf = new Map(lesions.flatMap(lesion => lesion.rows.map(row => [row, lesion])));
  const order = [...new Random(seed, 'sample faults').permutation(rows)];
  const take = () => order.shift() ?? 0;
  const unreadable = take();
  const absent = take();
  const twin = (): Twin => {
    const row = take();
    const lesion = lesionOf.get(row);
    const place = order.findIndex(other => {
      const candidate = lesionOf.get(other);
      return candidate !== lesion && candidate?.kind === lesion?.kind;
    });
    const [of] = order.splice(place, 1);
    return { row, of };
  };
  const exact = Array.from({ length: Math.max(2, Math.round(rows / 120)) }, twin);
  const near = Array.from({ length: Math.max(3, Math.round(rows / 75)) }, twin);
  return { exact, near, unreadable, absent };
}
