import { MingaError } from '../errors/index.ts';

/** Where a number of an aligner's options may lie, both ends within. */
export interface OptionRange {
  readonly least: number;
  readonly most?: number;
  readonly whole?: boolean;
}

/** @param option as the error names it, such as `ridge with penalty` @throws E_OPTION outside */
export function requireInRange(option: string, value: number, range: OptionRange): void {
  const { least, most = Number.POSITIVE_INFINITY, whole = false } = range;
  const fits = Number.isFinite(value) && value >= least && value <= most;
  if (fits && (!whole || Number.isInteger(value))) return;
  throw new MingaError('E_OPTION', {
    found: `${option} ${value}`,
    expected: `a ${whole ? 'whole ' : ''}number from ${least}${most < Number.POSITIVE_INFINITY ? ` to ${most}` : ''}`,
  });
}
