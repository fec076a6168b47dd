import type { Finding, Severity } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import { type Area, type FieldArea, fieldArea } from '../field-area.ts';
import type { Field } from '../fields.ts';
import { type Giveaway, giveawayOf } from '../giveaway.ts';
import type { Levels } from '../levels.ts';
import { rowList, samplesWhere } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { estimate, many, percent } from '../wording.ts';

/** Whether a field by itself tells the label, or gives one class away. */
export const fieldPredictsLabel: AuditCheck = { name: 'fields that predict the label', run };

function run(subject: Subject): CheckOutcome {
  const { fields, levels } = subject;
  if (fields.length === 0) return { findings: [], notChecked: 'the records have no fields' };
  const measured = fields.map((field, k) => ({
    field,
    levels: levels[k],
    area: fieldArea(levels[k], subject.membership, subject.groups),
  }));
  const findings = measured.flatMap(({ field, levels, area }) =>
    told(subject, field, levels, area),
  );
  const figures = measured
    .toSorted((a, b) => b.area.macro.auroc - a.area.macro.auroc)
    .map(
      ({ field, area }) => `${field.name} ${estimate(area.macro.auroc, area.macro.standardError)}`,
    );
  const named = new Set(fields.map(({ name }) => name));
  return {
    findings: [...findings, ...declaredElsewhere(subject, named)],
    looked: `cross-validated AUROC of each of ${many(fields.length, 'field')} by itself, with 95 % intervals: ${figures.join('; ')}`,
  };
}

function told(subject: Subject, field: Field, levels: Levels, area: FieldArea): Finding[] {
  const { dataset, options } = subject;
  const reason = dataset.leaks[field.name];
  const grave = graveness(subject, area);
  const giveaway = giveawayOf(levels, subject);
  if (grave === null && giveaway === null) {
    return reason === undefined ? [] : [declared(subject, field.name, reason)];
  }
  const read = dataset.textFields.includes(field.name);
  const severity = giveaway === null ? (grave?.severity ?? 'caution') : 'serious';
  const rows =
    giveaway === null
      ? dataset.samples.keys()
      : samplesWhere(levels.codes.length, i => levels.codes[i] === giveaway.level);
  const what =
    grave?.severity === 'serious' || giveaway === null
      ? (grave?.what ?? '')
      : `gives ${dataset.classes[giveaway.class]} away`;
  return [
    {
      code: 'field-predicts-label',
      severity: read ? severity : 'note',
      about: field.name,
      title: `${field.name} ${what}${read ? '' : '; it is not in the text, and rightly so'}`,
      evidence: [
        `By itself it has a cross-validated AUROC of ${estimate(area.macro.auroc, area.macro.standardError)}.`,
        ...bestSentence(subject, area),
        ...(giveaway === null ? [] : [giveawaySentence(subject, levels, giveaway)]),
        ...(reason === undefined ? [] : [`It is known to leak: ${reason}.`]),
      ].join(' '),
      rows: rowList(dataset, rows, options.rowsListed),
      remedy: read ? remedy(subject, field.name) : `keep ${field.name} out of text.fields`,
    },
  ];
}

function graveness(
  { dataset, options }: Subject,
  { macro, best }: FieldArea,
): { readonly severity: Severity; readonly what: string } | null {
  const { leakSerious, leakCaution } = options;
  if (reaches(macro, leakSerious))
    return { severity: 'serious', what: 'tells the label by itself' };
  // One class against the rest is easier to tell than all of them, so more is asked of it.
  const half = (threshold: number) => (1 + threshold) / 2;
  if (dataset.classes.length > 2 && reaches(best, half(leakSerious))) {
    return { severity: 'serious', what: `tells ${dataset.classes[best.class]} by itself` };
  }
  if (reaches(macro, leakCaution)) {
    return { severity: 'caution', what: 'tells much of the label by itself' };
  }
  if (dataset.classes.length > 2 && reaches(best, half(leakCaution))) {
    return { severity: 'caution', what: `tells much of ${dataset.classes[best.class]} by itself` };
  }
  return null;
}

/** The whole 95 % interval reaches the threshold: a few lucky rows are no finding. */
function reaches({ auroc, standardError }: Area, threshold: number): boolean {
  return auroc - 1.96 * standardError >= threshold;
}

function bestSentence({ dataset }: Subject, { best }: FieldArea): string[] {
  if (dataset.classes.length < 3) return [];
  return [
    `The class that it tells best is ${dataset.classes[best.class]}, with ${estimate(best.auroc, best.standardError)} against the rest.`,
  ];
}

function giveawaySentence(
  { dataset }: Subject,
  levels: Levels,
  { level, class: c, rows, purity, coverage }: Giveaway,
): string {
  const name = dataset.classes[c];
  const value = levels.isOneValue(level) ? `“${levels.nameOf(level)}”` : levels.nameOf(level);
  const pure = purity === 1 ? `all of them ${name}` : `${percent(purity)} of them ${name}`;
  return `It is ${value} in ${many(rows, 'row')}, ${pure}; these are ${percent(coverage)} of ${name}.`;
}

function remedy({ dataset }: Subject, field: string): string {
  const rest = dataset.textFields.filter(name => name !== field);
  return rest.length === 0
    ? `take ${field} out of the text and use the pictures alone`
    : `dataset: { text: { fields: [${rest.join(', ')}] } }`;
}

function declared(subject: Subject, field: string, reason: string): Finding {
  const { dataset, options } = subject;
  const read = dataset.textFields.includes(field);
  return {
    code: 'field-known-to-leak',
    severity: read ? 'serious' : 'note',
    about: field,
    title: read
      ? `${field} is known to give the label away and is in the text`
      : `${field} is known to give the label away; it is not in the text`,
    evidence: `${reason}.`,
    rows: rowList(dataset, [], options.rowsListed),
    remedy: read ? remedy(subject, field) : `keep ${field} out of text.fields`,
  };
}

/** Fields that are declared to leak, are in the text, and are no field of the record. */
function declaredElsewhere(subject: Subject, named: ReadonlySet<string>): Finding[] {
  return Object.entries(subject.dataset.leaks)
    .filter(([field]) => !named.has(field))
    .map(([field, reason]) => declared(subject, field, reason));
}
