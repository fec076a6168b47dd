import type { OperatorTime } from './operator-profile.ts';
import { tableHead, tableRow } from './summary.ts';

/** Operators below this share of a step are told as one. */
const leastShare = 0.01;

/**
 * Where the time of a step goes, as Markdown.
 *
 * Noting a node takes time that the profile counts as the node's. What the profile has in excess of
 * the step as measured without it is divided by the number of nodes and taken off each.
 *
 * @param times of all steps together
 * @param step microseconds of a step, measured without the profile
 */
export function printBreakdown(
  times: readonly OperatorTime[],
  steps: number,
  step: number,
): string {
  const calls = sum(times.map(time => time.calls)) / steps;
  const noted = sum(times.map(time => time.microseconds)) / steps;
  const cost = Math.max(0, (noted - step) / calls);
  const rows = times.map(time => ({
    operator: time.operator,
    output: time.output,
    calls: time.calls / steps,
    microseconds: Math.max(0, (time.microseconds - cost * time.calls) / steps),
  }));
  const total = sum(rows.map(row => row.microseconds));
  const large = rows.filter(row => row.microseconds >= leastShare * total);
  const small = rows.filter(row => !large.includes(row));
  const rest = {
    operator: `${small.length} others`,
    output: 'each below 1 %',
    calls: sum(small.map(row => row.calls)),
    microseconds: sum(small.map(row => row.microseconds)),
  };
  const order = [...large].sort((a, b) => b.microseconds - a.microseconds);
  return [
    `${calls.toFixed(0)} nodes a step; ${step.toFixed(0)} µs without the profile, ${noted.toFixed(0)} µs with it, so ${cost.toFixed(1)} µs are taken off each node.`,
    '',
    tableHead(['operator', 'output', 'nodes a step', 'µs a step', 'share']),
    ...[...order, rest].map(({ operator, output, calls: count, microseconds }) =>
      tableRow([
        operator,
        output,
        count.toFixed(1),
        microseconds.toFixed(1),
        `${((100 * microseconds) / total).toFixed(0)} %`,
      ]),
    ),
  ].join('\n');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, x) => total + x, 0);
}
