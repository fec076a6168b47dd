import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { type Field, isMissing } from '../fields.ts';
import { rowList, samplesWhere } from '../row-list.ts';
import { alpha, shareDifferenceTail } from '../statistics/index.ts';
import type { Subject } from '../subject.ts';
import { many, percent } from '../wording.ts';

/** Shares that differ by less than this seldom matter, however sure the difference is. */
const leastDifference = 0.1;

const mostlyMissing = 0.5;

/** Which fields lack values, and whether one class lacks them more often. */
export const missingValues: AuditCheck = { name: 'missing values, by class', run };

function run(subject: Subject): CheckOutcome {
  const { fields, dataset } = subject;
  if (fields.length === 0) return { findings: [], notChecked: 'the records have no fields' };
  return {
    findings: fields.flatMap(field =>
      field.missing === 0 ? [] : [absent(subject, field), ...byClass(subject, field)],
    ),
    looked: `${many(fields.length, 'field')} of ${many(dataset.samples.length, 'sample')}`,
  };
}

function absent({ dataset, options }: Subject, field: Field): Finding {
  const share = field.missing / dataset.samples.length;
  const read = dataset.textFields.includes(field.name);
  return {
    code: 'values-missing',
    severity: read && share > mostlyMissing ? 'caution' : 'note',
    about: field.name,
    title: `${field.name} has no value in some rows`,
    evidence: `${many(field.missing, 'row')} of ${many(dataset.samples.length, 'sample')} (${percent(share)}) have none.`,
    rows: rowList(
      dataset,
      samplesWhere(dataset.samples.length, i => isMissing(field, i)),
      options.rowsListed,
    ),
    remedy:
      share > mostlyMissing && read
        ? `leave ${field.name} out of text.fields, or find its values`
        : 'nothing to do: a text says that the value is not recorded',
  };
}

function byClass(subject: Subject, field: Field): Finding[] {
  const { dataset, membership, fields, options } = subject;
  const { classes, counts, starts, of } = membership;
  const rows = dataset.samples.length;
  const without = new Int32Array(classes);
  for (let i = 0; i < rows; i++) {
    if (!isMissing(field, i)) continue;
    for (let k = starts[i]; k < starts[i + 1]; k++) without[of[k]] += 1;
  }
  const tests = fields.length * classes;
  const differing = dataset.classes.flatMap((name, c) => {
    const [own, others] = [counts[c], rows - counts[c]];
    const share = without[c] / own;
    const rest = (field.missing - without[c]) / others;
    const perRow = subject.groups.count / rows;
    const p = shareDifferenceTail({ a: share, b: rest, ofA: own, ofB: others, perRow });
    const clear = Math.abs(share - rest) >= leastDifference && p * tests < alpha;
    return clear ? [{ name, c, share, rest }] : [];
  });
  if (differing.length === 0) return [];
  const worst = differing.reduce((a, b) =>
    Math.abs(b.share - b.rest) > Math.abs(a.share - a.rest) ? b : a,
  );
  const concerned = samplesWhere(rows, i => {
    const own = of.subarray(starts[i], starts[i + 1]);
    return isMissing(field, i) && own.includes(worst.c);
  });
  const read = dataset.textFields.includes(field.name);
  return [
    {
      code: 'missing-by-class',
      severity: read ? 'caution' : 'note',
      about: field.name,
      title: `Whether ${field.name} has a value depends on the class`,
      evidence: `It is missing in ${differing
        .slice(0, 5)
        .map(
          ({ name, share, rest }) =>
            `${percent(share)} of ${name} and ${percent(rest)} of the others`,
        )
        .join('; in ')}. A model can learn from the absence alone.`,
      rows: rowList(dataset, concerned, options.rowsListed),
      remedy: `find out why ${field.name} is missing; until then leave it out of text.fields`,
    },
  ];
}
