/**
 * The q-quantile of ascending values by linear interpolation, as NumPy's default: at position
 * (n − 1)·q, between the two neighbours. NaN for no values.
 */
export function quantile(ascending: Float64Array, q: number): number {
  if (ascending.length === 0) return Number.NaN;
  const position = (ascending.length - 1) * q;
  const lower = Math.floor(position);
  const upper = Math.min(lower + 1, ascending.length - 1);
  return ascending[lower] + (ascending[upper] - ascending[lower]) * (position - lower);
}
