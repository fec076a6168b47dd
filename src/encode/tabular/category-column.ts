import type { CategoryColumn, LeftOutColumn } from './column.ts';
import type { TabularSettings } from './options.ts';

/** The largest share of present values that may be distinct before they are names, not categories. */
const distinctShare = 0.5;

/**
 * Learns the categories of a field. Those with fewer than `minFrequency` training rows, and beyond
 * `maxCategories` the rarest, share the column "other"; of equally rare ones the first by name goes
 * there, as in scikit-learn's OneHotEncoder.
 *
 * @param present the values that are not missing, at least one
 */
export function categoryColumn(
  field: string,
  present: readonly string[],
  missing: boolean,
  { minFrequency, maxCategories }: TabularSettings,
): CategoryColumn | LeftOutColumn {
  const counts = new Map<string, number>();
  for (const value of present) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size > present.length * distinctShare) {
    const reason = `${counts.size} different texts in ${present.length} rows: free text or an identifier`;
    return { kind: 'left out', field, reason };
  }
  const frequent = [...counts]
    .filter(([, count]) => count >= minFrequency)
    .sort(([a, n], [b, m]) => m - n || (a > b ? -1 : 1))
    .map(([category]) => category);
  if (frequent.length === 0) {
    const reason = `none of its ${counts.size} texts occurs in ${minFrequency} training rows (minFrequency)`;
    return { kind: 'left out', field, reason };
  }
  const other = frequent.length < counts.size || frequent.length > maxCategories;
  const kept = other ? frequent.slice(0, maxCategories - 1) : frequent;
  return { kind: 'category', field, categories: kept.sort(), other, missing };
}
