import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { fieldArea } from '../field-area.ts';
import { levelsOf } from '../levels.ts';
import { rowList } from '../row-list.ts';
import { type Runs, runsTest } from '../statistics/index.ts';
import type { Subject } from '../subject.ts';
import { count, estimate, listed } from '../wording.ts';

/** Whether ids, times or the order of the rows tell the label. */
export const orderOfLabels: AuditCheck = { name: 'ids, times and rows that order the label', run };

/** Labels that change less than half as often as by chance stand in blocks. */
const fewRuns = 0.5;
const clearly = -6;

/** Something that puts the samples in an order. */
interface Ordering {
  readonly name: string;
  readonly position: Float64Array;
  readonly severity: Finding['severity'];
  readonly remedy: string;
}

function run(subject: Subject): CheckOutcome {
  const orderings = orderingsOf(subject);
  return {
    findings: orderings.flatMap(ordering => told(subject, ordering)),
    looked: listed(orderings.map(({ name }) => name)),
  };
}

function orderingsOf({ dataset: { samples } }: Subject): Ordering[] {
  const ids = Float64Array.from(samples, ({ id }) => idNumber(id));
  const times = Float64Array.from(samples, ({ time }) =>
    time === null ? Number.NaN : Date.parse(time),
  );
  return [
    {
      name: 'the number in the id',
      position: ids,
      severity: 'caution' as const,
      remedy: 'keep ids and file names out of texts, and split by groups, never by ranges of ids',
    },
    {
      name: 'the time',
      position: times,
      severity: 'caution' as const,
      remedy: 'split by time, so that the test is what comes later',
    },
    {
      name: 'the order of the rows',
      position: Float64Array.from(samples, ({ line }) => line),
      severity: 'note' as const,
      remedy: 'nothing to do: splits and batches never follow the order of the rows',
    },
  ].filter(({ position }) => position.every(Number.isFinite));
}

/** The last run of digits of an id; of more than fifteen the last fifteen. NaN where it has none. */
function idNumber(id: string): number {
  let to = id.length;
  while (to > 0 && !isDigit(id, to - 1)) to -= 1;
  let from = to;
  while (from > 0 && to - from < 15 && isDigit(id, from - 1)) from -= 1;
  return from === to ? Number.NaN : Number(id.slice(from, to));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function told(subject: Subject, { name, position, severity, remedy }: Ordering): Finding[] {
  const { dataset, membership, groups, options } = subject;
  const field = { kind: 'numbers', name, missing: 0, numbers: position } as const;
  const { macro } = fieldArea(levelsOf(field, dataset.classes.length), membership, groups);
  const runs = dataset.task === 'multilabel' ? null : runsTest(labelsAlong(subject, position));
  const telling = macro.auroc - 1.96 * macro.standardError >= options.leakCaution;
  const blocks = runs !== null && runs.z < clearly && runs.observed < fewRuns * runs.expected;
  if (!telling && !blocks) return [];
  return [
    {
      code: 'id-orders-label',
      severity,
      about: name,
      title: `${name[0].toUpperCase()}${name.slice(1)} tells the label`,
      evidence: `By itself it has a cross-validated AUROC of ${estimate(macro.auroc, macro.standardError)}.${runsSentence(runs)}`,
      rows: rowList(dataset, [], options.rowsListed),
      remedy,
    },
  ];
}

function runsSentence(runs: Runs | null): string {
  if (runs === null) return '';
  return ` Along it the label changes ${count(runs.observed - 1)} times from group to group, where chance gives ${count(Math.round(runs.expected - 1))}.`;
}

/** The label of each group's first sample, in the order of the positions: groups stand together anyway. */
function labelsAlong({ dataset, groups }: Subject, position: Float64Array): Int32Array {
  const first = new Int32Array(groups.count).fill(-1);
  groups.of.forEach((group, i) => {
    if (first[group] < 0 || position[i] < position[first[group]]) first[group] = i;
  });
  return first
    .sort(
      (a, b) =>
        position[a] - position[b] || (dataset.samples[a].id < dataset.samples[b].id ? -1 : 1),
    )
    .map(i => dataset.labels[i]);
}
