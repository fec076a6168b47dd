import type { RecordValue } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import type { NumberColumn } from './column.ts';

/** Differences of two such numbers still fit a float32. */
const largest = 1e38;

/**
 * A number as float32.
 *
 * @throws E_TABULAR_INPUT where the cell is a text; E_NOT_FINITE where it is NaN or beyond 1e38
 */
export function cellNumber(field: string, value: Exclude<RecordValue, null>): number {
  if (typeof value === 'string') {
    throw new MingaError('E_TABULAR_INPUT', {
      found: `${field} is "${value}"`,
      expected: 'a number, as in the training rows',
      fix: `say types.${field} in the plan, so that every row is read alike`,
    });
  }
  if (Math.abs(value) <= largest) return Math.fround(value);
  throw new MingaError('E_NOT_FINITE', {
    found: `${field} is ${value}`,
    expected: 'a number −1e38–1e38',
  });
}

/**
 * Learns mean and standard deviation from the values that are there:
 *
 *   z = (x − mean) / √(Σ(xᵢ − mean)² / n)
 *
 * as scikit-learn's StandardScaler does. Values are float32 from the start, as they are in a
 * deployed model, and summed in ascending order, so that the order of the rows does not matter.
 *
 * @param present the values that are not missing, at least one
 */
export function numberColumn(
  field: string,
  present: readonly number[],
  missing: boolean,
): NumberColumn {
  const sorted = Float32Array.from(present, value => cellNumber(field, value)).sort();
  const mean = sum(sorted, x => x) / sorted.length;
  const deviation = Math.sqrt(sum(sorted, x => (x - mean) ** 2) / sorted.length);
  const constant = sorted[0] === sorted[sorted.length - 1];
  const scale = constant ? 0 : Math.fround(1 / deviation);
  return {
    kind: 'number',
    field,
    mean: Math.fround(mean),
    // Of a spread too small for float32 nothing can be told apart either.
    scale: Number.isFinite(scale) ? scale : 0,
    missing,
  };
}

function sum(values: Float32Array, of: (x: number) => number): number {
  let total = 0;
  for (const value of values) total += of(value);
  return total;
}
