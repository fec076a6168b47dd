import { MingaError } from '../errors/index.ts';

/** Which rows belong together: group numbers 0 … count-1 in order of first appearance. */
export interface Groups {
  readonly count: number;
  /** n group numbers. */
  readonly of: Int32Array;
}

/**
 * Numbers the groups of `rows` rows; without ids every row is a group of its own.
 *
 * @throws E_SHAPE where there is not one id for each row
 * @throws E_METRIC_INPUT where all rows are of one group, which leaves nothing to resample
 */
export function numberGroups(
  ids: Int32Array | readonly string[] | undefined,
  rows: number,
): Groups {
  if (ids !== undefined && ids.length !== rows) {
    throw new MingaError('E_SHAPE', {
      found: `${ids.length} group ids`,
      expected: `${rows}, one for each row`,
    });
  }
  const numbers = new Map<string | number, number>();
  const of = Int32Array.from({ length: rows }, (_, i) => {
    const id = ids === undefined ? i : ids[i];
    const number = numbers.get(id) ?? numbers.size;
    numbers.set(id, number);
    return number;
  });
  if (numbers.size < 2) {
    throw new MingaError('E_METRIC_INPUT', {
      found: `${rows} rows in ${numbers.size} group`,
      expected: 'at least two groups',
      fix: 'an interval needs independent cases: give a finer group, or test on more of them',
    });
  }
  return { count: numbers.size, of };
}
