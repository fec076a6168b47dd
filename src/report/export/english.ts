/**
 * The page's words and numbers in English, in which everything that lies beside the page is written.
 */
import type { MetricName } from '../../evaluate/index.ts';
import type { AlignerResult, Cell, Results } from '../../study/index.ts';
import { intervalPhrase, metricLabel as labelOf } from '../difference-sentence.ts';
import { findings as allFindings, summary as runSummary } from '../findings.ts';
import * as format from '../format.ts';
import { limits as allLimits } from '../limits.ts';
import * as names from '../names.ts';

export const findings = (results: Results) => allFindings(results, 'en');
export const summary = (results: Results) => runSummary(results, 'en');
export const limits = (results: Results) => allLimits(results, 'en');

export const headName = (cell: Cell, results: Results) => names.headName(cell, results, 'en');
export const alignmentName = (aligner: AlignerResult) => names.alignmentName(aligner, 'en');
export const pairName = (cell: Pick<Cell, 'image' | 'text'>, results: Results) =>
  names.pairName(cell, results, 'en');
export const metricLabel = (name: MetricName) => labelOf(name, 'en');

/** `95 % interval`. */
export const intervalName = (results: Results) => intervalPhrase(results, 'en');

export const count = (value: number) => format.formatCount(value, 'en');
export const number = (value: number | null, decimals = 3) =>
  format.formatNumber(value, 'en', decimals);
export const signed = (value: number | null, decimals = 3) =>
  format.formatSigned(value, 'en', decimals);
export const percent = (share: number | null) => format.formatPercent(share);
export const seconds = (value: number) => format.formatSeconds(value, 'en');
export const milliseconds = (value: number) => format.formatMilliseconds(value, 'en');
export const bytes = (value: number) => format.formatBytes(value, 'en');
export const moment = (iso: string) => format.formatMoment(iso, 'en');
export const listed = (items: readonly string[]) => format.listed(items, 'en');

/** `3 rows`, `1 row`. */
export const many = (value: number, one: string, several = `${one}s`) =>
  `${count(value)} ${value === 1 ? one : several}`;

/** `0.871 (0.850 to 0.892)`. */
export const withInterval = (interval: format.Estimate) =>
  format.formatWithInterval(interval, 'en');

/** `+0.012 (−0.004 to +0.028)`. */
export const differenceWithInterval = (difference: format.Estimate) =>
  format.formatDifferenceWithInterval(difference, 'en');

/** `early fusion, shift, λ = 0.5 of image a + text b`: one line that names a cell to a reader. */
export function cellName(cell: Cell, results: Results): string {
  const single = cell.image === null || cell.text === null;
  const aligned = single ? '' : `, ${alignmentName(cell.aligner)}`;
  return `${headName(cell, results)}${aligned} (${pairName(cell, results)})`;
}

/** The same of a cell's id; that id where the grid does not hold it. */
export function cellNamed(id: string, results: Results): string {
  const cell = results.cells.find(each => each.id === id);
  return cell === undefined ? id : cellName(cell, results);
}
