/**
 * The page's words and numbers in English, in which everything that lies beside the page is written.
 */
import { type MetricName, metrics } from '../../evaluate/index.ts';
import type { AlignerResult, Cell, Results } from '../../study/index.ts';
import { intervalPhrase } from '../difference-sentence.ts';
import { findings as allFindings, summary as runSummary } from '../findings.ts';
import * as format from '../format.ts';
import { limits as allLimits } from '../limits.ts';
import * as names from '../names.ts';

interface Estimate {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const findings = (results: Results) => allFindings(results);
export const summary = (results: Results) => runSummary(results);
export const limits = (results: Results) => allLimits(results);

export const headName = (cell: Cell, results: Results) => names.headName(cell, results);
export const alignmentName = (aligner: AlignerResult) => names.alignmentName(aligner);
export const pairName = (cell: Cell, results: Results) => names.pairName(cell, results);
export const metricLabel = (name: MetricName) => metrics[name].label;

/** `95 % interval`. */
export const intervalName = (results: Results) => intervalPhrase(results);

export const count = (value: number) => format.formatCount(value);
export const number = (value: number | null, decimals = 3) => format.formatNumber(value, decimals);
export const signed = (value: number | null, decimals = 3) => format.formatSigned(value, decimals);
export const percent = (share: number | null) => format.formatPercent(share);
export const seconds = (value: number) => format.formatSeconds(value);
export const milliseconds = (value: number) => format.formatMilliseconds(value);
export const bytes = (value: number) => format.formatBytes(value);
export const moment = (iso: string) => format.formatMoment(iso);
export const listed = (items: readonly string[]) => format.listed(items);

/** `3 rows`, `1 row`. */
export const many = (value: number, one: string, several = `${one}s`) =>
  `${count(value)} ${value === 1 ? one : several}`;

/** `0.871 (0.850 to 0.892)`. */
export function withInterval(interval: Estimate): string {
  return `${format.formatEstimate(interval)} (${format.formatRange(interval)})`;
}

/** `+0.012 (−0.004 to +0.028)`. */
export function differenceWithInterval(interval: Estimate): string {
  const range = format.formatRange(interval, format.formatSigned);
  return `${format.formatDifference(interval)} (${range})`;
}

/** `early fusion, shift, λ = 0.5 of image a + text b`: one line that names a cell to a reader. */
export function cellName(cell: Cell, results: Results): string {
  const single = cell.image === null || cell.text === null;
  const aligned = single ? '' : `, ${alignmentName(cell.aligner)}`;
  return `${headName(cell, results)}${aligned} (${pairName(cell, results)})`;
}
