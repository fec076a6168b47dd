/** Repeated measurements of one thing. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function summarise(numbers: readonly number[]): Summary {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : mean(sorted.slice(middle - 1, middle + 1));
  return { median, min: sorted[0], max: sorted[sorted.length - 1] };
}

export function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

/** `0.62 (0.60–0.71)`: the median and the range. */
export function printSummary({ median, min, max }: Summary, digits = 2): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

/** How many times as long as ours the other takes, by medians. */
export function printRatio(ours: Summary, other: Summary): string {
  return `${(other.median / ours.median).toFixed(2)} ×`;
}

/** A row of a Markdown table. */
export function tableRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The head of a Markdown table with the line below it. */
export function tableHead(cells: readonly string[]): string {
  return `${tableRow(cells)}\n|${'---|'.repeat(cells.length)}`;
}
