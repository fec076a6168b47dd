import { splitParts } from '../../data/index.ts';
import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import type { GroupNumbers } from '../group-numbers.ts';
import type { Parts } from '../parts.ts';
import { rowList, samplesWhere } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { count, many, percent } from '../wording.ts';

/** Whether what belongs together is in one part, and what a split by rows would do to it. */
export const groupsAcrossParts: AuditCheck = { name: 'groups across parts', run };

function run(subject: Subject): CheckOutcome {
  const { dataset, parts, groups } = subject;
  const { groupColumn } = dataset;
  if (groupColumn === null) {
    return {
      findings: [],
      notChecked:
        'no column names a group, so rows of one patient cannot be told from rows of several',
    };
  }
  const looked = `${many(groups.count, 'group')} of ${groupColumn} with ${many(dataset.samples.length, 'sample')}`;
  if (parts === null) {
    return {
      findings: imageLevel(subject, groupColumn, [0.7, 0.1, 0.2]),
      looked,
      notChecked: 'the data are in no parts yet',
    };
  }
  const found = straddling(subject, groupColumn, parts);
  const shares = parts.sizes.map(size => size / dataset.samples.length);
  return { findings: found ?? imageLevel(subject, groupColumn, shares), looked };
}

function straddling(subject: Subject, column: string, parts: Parts): Finding[] | null {
  const { dataset, groups, options } = subject;
  const inParts = partsOfGroups(groups, parts);
  const straddles = (group: number) => (inParts[group] & (inParts[group] - 1)) !== 0;
  const broken = inParts.filter((_, group) => straddles(group)).length;
  if (broken === 0) return null;
  const test = splitParts.indexOf('test');
  const shared = parts.of.filter(
    (part, i) => part === test && (inParts[groups.of[i]] & 1) === 1,
  ).length;
  const rows = samplesWhere(groups.of.length, i => parts.of[i] >= 0 && straddles(groups.of[i]));
  const figures = `${count(broken)} of ${many(groups.count, 'group')} of ${column} (${percent(broken / groups.count)})`;
  if (inOrderOfTime(subject, parts)) {
    return [
      {
        code: 'group-straddles-split',
        severity: 'caution',
        about: column,
        title: `Samples of one ${column} are in more than one part, in the order of time`,
        evidence: `${figures} have samples in more than one part of ${parts.source}, and none of a later part is older than one of an earlier. The figures tell how a model does later on where it was trained, not how it does elsewhere.`,
        rows: rowList(dataset, rows, options.rowsListed),
        remedy: `nothing to do for that question; for new ones of ${column}: split: { method: ${dataset.samples[0]?.site === null ? 'grouped' : 'site'} }`,
      },
    ];
  }
  return [
    {
      code: 'group-straddles-split',
      severity: 'serious',
      about: column,
      title: `Samples of one ${column} are in more than one part`,
      evidence: `${figures} have samples in more than one part of ${parts.source}; ${count(shared)} of ${many(parts.sizes[test], 'test sample')} (${percent(shared / Math.max(1, parts.sizes[test]))}) share theirs with a training sample. A model can know those cases by heart.`,
      rows: rowList(dataset, rows, options.rowsListed),
      remedy: `split: { group: ${column} }`,
    },
  ];
}

/** Whether train ends before validation begins, and validation before test, by the samples' own times. */
function inOrderOfTime({ dataset }: Subject, parts: Parts): boolean {
  const spans = splitParts.map((): { first: string; last: string } | null => null);
  for (const [i, { time }] of dataset.samples.entries()) {
    const part = parts.of[i];
    if (part < 0) continue;
    if (time === null) return false;
    const { first = time, last = time } = spans[part] ?? {};
    spans[part] = { first: time < first ? time : first, last: time > last ? time : last };
  }
  const known = spans.filter(span => span !== null);
  return known.length > 1 && known.every((span, k) => k === 0 || known[k - 1].last < span.first);
}

/** For each group a bit for each part that has samples of it. */
function partsOfGroups(groups: GroupNumbers, parts: Parts): Uint8Array {
  const bits = new Uint8Array(groups.count);
  groups.of.forEach((group, i) => {
    if (parts.of[i] >= 0) bits[group] |= 1 << parts.of[i];
  });
  return bits;
}

/**
 * Each sample by itself to parts of shares f: a group of m samples stays whole with probability
 * Σ f^m, so the groups that would be broken are Σ (1 − Σ f^m) in expectation.
 */
function imageLevel(subject: Subject, column: string, shares: readonly number[]): Finding[] {
  const { dataset, groups, options } = subject;
  const broken = groups.sizes.reduce(
    (sum, size) => sum + 1 - shares.reduce((whole, share) => whole + share ** size, 0),
    0,
  );
  if (broken < 0.5) return [];
  const several = (i: number) => groups.sizes[groups.of[i]] > 1;
  const repeated = groups.sizes.filter(size => size > 1).length;
  return [
    {
      code: 'group-would-straddle',
      severity: 'note',
      about: column,
      title: `A split by rows would put samples of one ${column} on both sides`,
      evidence: `${count(repeated)} of ${many(groups.count, 'group')} of ${column} have more than one sample. The split keeps them whole; one by rows, with parts as large, would break about ${count(Math.round(broken))} of them.`,
      rows: rowList(dataset, samplesWhere(groups.of.length, several), options.rowsListed),
      remedy: `nothing to do while split.group stays ${column}`,
    },
  ];
}
