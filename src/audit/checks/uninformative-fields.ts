import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import type { Field, WordsField } from '../fields.ts';
import { rowList } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { count, many } from '../wording.ts';

/** Fields that say nothing, and fields of the text that name a case. */
export const uninformativeFields: AuditCheck = { name: 'constant and identifying fields', run };

/** Below this many groups a field can well have a value for each. */
const leastGroups = 20;

/** Values for each group from which on a value names it. */
const nearlyEach = 0.9;

/** A sentence is expected to be written once; it does not number a case. */
const wordsOfSentence = 3;

function run(subject: Subject): CheckOutcome {
  const { fields, dataset } = subject;
  if (fields.length === 0) return { findings: [], notChecked: 'the records have no fields' };
  return {
    findings: fields.flatMap(field => [
      ...constant(subject, field),
      ...identifying(subject, field),
    ]),
    looked: `${many(fields.length, 'field')}, ${count(dataset.textFields.length)} of them in the text`,
  };
}

function constant({ dataset, options }: Subject, field: Field): Finding[] {
  const rows = dataset.samples.length;
  const read = dataset.textFields.includes(field.name);
  const empty = field.missing === rows;
  if (!read || (!empty && !isConstant(field))) return [];
  return [
    {
      code: 'field-constant',
      severity: 'note',
      about: field.name,
      title: empty
        ? `${field.name} has no value in any row`
        : `${field.name} is the same in all rows`,
      evidence: `Of ${many(rows, 'sample')}. It lengthens every text and says nothing.`,
      rows: rowList(dataset, [], options.rowsListed),
      remedy: withoutField(dataset.textFields, field.name),
    },
  ];
}

function isConstant(field: Field): boolean {
  if (field.missing > 0) return false;
  if (field.kind === 'words') return field.values.length === 1;
  return field.numbers.every(value => value === field.numbers[0]);
}

function identifying({ dataset, groups, options }: Subject, field: Field): Finding[] {
  if (!dataset.textFields.includes(field.name) || groups.count < leastGroups) return [];
  if (field.kind !== 'words' || isProse(field)) return [];
  if (field.values.length < nearlyEach * groups.count) return [];
  return [
    {
      code: 'field-identifies',
      severity: 'caution',
      about: field.name,
      title: `${field.name} names the case, and is in the text`,
      evidence: `It has ${many(field.values.length, 'value')} for ${many(groups.count, 'group')}: a model can learn cases by heart from it, and learns nothing that holds for others.`,
      rows: rowList(dataset, [], options.rowsListed),
      remedy: withoutField(dataset.textFields, field.name),
    },
  ];
}

/** Free text: several words in most of its values. */
function isProse({ values }: WordsField): boolean {
  const long = values.filter(value => value.split(/\s+/).length >= wordsOfSentence).length;
  return long > values.length / 2;
}

function withoutField(fields: readonly string[], field: string): string {
  const rest = fields.filter(name => name !== field);
  return rest.length === 0
    ? `take ${field} out of the text`
    : `dataset: { text: { fields: [${rest.join(', ')}] } }`;
}
