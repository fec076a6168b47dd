import { splitParts } from '../../data/index.ts';
import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { rowList, samplesWhere } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { listed, many, percent } from '../wording.ts';

/** How common the classes are, and on how few groups the test of one rests. */
export const classBalance: AuditCheck = { name: 'class balance', run };

/** From here on accuracy mostly says how common the commonest class is. */
const unbalanced = 10;

/** Below this many groups one case more or less moves a class's recall by a tenth. */
const fewGroups = 10;

function run(subject: Subject): CheckOutcome {
  const { dataset, membership } = subject;
  const shares = dataset.classes.map(
    (name, c) => `${name} ${percent(membership.counts[c] / dataset.samples.length)}`,
  );
  return {
    findings: [...balance(subject), ...small(subject)],
    looked: `shares of all samples: ${listed(shares, 12)}`,
  };
}

function balance({ dataset, membership, options }: Subject): Finding[] {
  const { counts } = membership;
  const order = Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a]);
  const [most, least] = [order[0], order[order.length - 1]];
  const ratio = counts[most] / counts[least];
  if (ratio < unbalanced) return [];
  return [
    {
      code: 'classes-unbalanced',
      severity: 'note',
      about: dataset.classes[least],
      title: `${dataset.classes[most]} is ${Math.round(ratio)} times as common as ${dataset.classes[least]}`,
      evidence: `${many(counts[most], 'sample')} against ${many(counts[least], 'sample')}. Always saying ${dataset.classes[most]} would be right in ${percent(counts[most] / dataset.samples.length)} of the cases.`,
      rows: rowList(dataset, [], options.rowsListed),
      remedy: 'evaluate: { select: balancedAccuracy }',
    },
  ];
}

function small(subject: Subject): Finding[] {
  const { dataset, membership, groups, parts, options } = subject;
  if (parts === null || parts.sizes[2] === 0) return [];
  const { starts, of } = membership;
  const test = splitParts.indexOf('test');
  const seen = dataset.classes.map(() => new Set<number>());
  parts.of.forEach((part, i) => {
    if (part !== test) return;
    for (let k = starts[i]; k < starts[i + 1]; k++) seen[of[k]].add(groups.of[i]);
  });
  const short = dataset.classes.flatMap((name, c) =>
    seen[c].size < fewGroups ? [{ name, c, groups: seen[c].size }] : [],
  );
  if (short.length === 0) return [];
  const classes = new Set(short.map(({ c }) => c));
  const rows = samplesWhere(
    dataset.samples.length,
    i => parts.of[i] === test && of.subarray(starts[i], starts[i + 1]).some(c => classes.has(c)),
  );
  return [
    {
      code: 'class-of-few-groups',
      severity: 'caution',
      about: short.map(({ name }) => name).join(', '),
      title: `${many(short.length, 'class', 'classes')} with fewer than ${fewGroups} groups in the test`,
      evidence: `${listed(short.map(one => `${one.name} has ${one.groups}`))}. Their own figures can hardly be told from chance.`,
      rows: rowList(dataset, rows, options.rowsListed),
      remedy: 'split: { test: 0.3 }, or merge the class with another',
    },
  ];
}
