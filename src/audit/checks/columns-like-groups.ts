import type { Finding } from '../audit.ts';
import type { AuditCheck, CheckOutcome } from '../check.ts';
import type { Field } from '../fields.ts';
import { rowList, samplesWhere } from '../row-list.ts';
import type { Subject } from '../subject.ts';
import { count, many } from '../wording.ts';

/** Columns that could name a patient and are not the group. */
export const columnsLikeGroups: AuditCheck = { name: 'columns that look like groups', run };

/** Fewer values than this are categories. */
const leastValues = 20;

/** More rows to a value than this, on average, are categories too. */
const mostRowsOfValue = 20;

/** What people call what belongs together, in the four languages of texts. */
const groupNames =
  /(^|[\s_.-])(patient|paciente|patiente?|subject|sujeto|sujet|person|persona|participant|individual|case|caso|cas|lesion|visit|study|exam|family|household|mother|child|mrn|record|id|code|codigo)(e?s)?([\s_.-]|$)|[a-z](Id|ID|Code)$/i;

/** `P0012`, `HAM_0000118`, `3f-22`: digits, perhaps letters and signs, no blanks. */
const codePattern = /^[\p{L}_.-]{0,12}\d[\p{L}\d_./-]*$/u;

function run(subject: Subject): CheckOutcome {
  const { fields, dataset } = subject;
  if (fields.length === 0) return { findings: [], notChecked: 'the records have no fields' };
  return {
    findings: fields.flatMap(field => {
      const values = caseCodes(field);
      return values === null ? [] : told(subject, field.name, values);
    }),
    looked: `${many(fields.length, 'field')} of ${many(dataset.samples.length, 'record')}`,
  };
}

/** The number of each sample's value (−1: none) where the field looks as though it named cases. */
function caseCodes(field: Field): { readonly codes: Int32Array; readonly distinct: number } | null {
  const { codes, names } =
    field.kind === 'words'
      ? { codes: field.codes, names: field.values }
      : wholeNumbers(field.numbers);
  const rows = codes.length - field.missing;
  const distinct = names.length;
  if (distinct < leastValues || distinct === rows || rows / distinct > mostRowsOfValue) return null;
  const coded = names.filter(name => codePattern.test(name)).length >= 0.9 * distinct;
  const named = groupNames.test(field.name);
  // Numbers that repeat can count or measure; only their name tells that they stand for somebody.
  return coded && (named || field.kind === 'words') ? { codes, distinct } : null;
}

function wholeNumbers(numbers: Float64Array): {
  readonly codes: Int32Array;
  readonly names: string[];
} {
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(numbers.length).fill(-1);
  for (let i = 0; i < numbers.length; i++) {
    const value = numbers[i];
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return { codes: new Int32Array(0), names: [] };
    let code = codeOf.get(value);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(value, code);
    }
    codes[i] = code;
  }
  return { codes, names: [...codeOf.keys()].map(String) };
}

function told(
  subject: Subject,
  name: string,
  { codes, distinct }: { readonly codes: Int32Array; readonly distinct: number },
): Finding[] {
  const { dataset, groups, parts, options } = subject;
  const acrossGroups = severalOf(codes, distinct, i => groups.of[i]);
  const groupsBroken = acrossGroups.reduce((sum, several) => sum + several, 0);
  if (groupsBroken === 0) return [];
  const acrossParts = parts === null ? null : severalOf(codes, distinct, i => parts.of[i]);
  const partsBroken = acrossParts?.reduce((sum, several) => sum + several, 0) ?? 0;
  const concerned = acrossParts === null || partsBroken === 0 ? acrossGroups : acrossParts;
  const group = dataset.groupColumn === null ? 'rows' : `groups of ${dataset.groupColumn}`;
  return [
    {
      code: 'column-looks-like-group',
      severity: partsBroken > 0 ? 'caution' : 'note',
      about: name,
      title:
        partsBroken > 0
          ? `${name} repeats as a patient would, in more than one part`
          : `${name} repeats as a patient would`,
      evidence: `${count(groupsBroken)} of its ${many(distinct, 'value')} are in several ${group}${parts === null ? '' : `, and ${count(partsBroken)} in several parts of ${parts.source}`}. If it names what belongs together, the figures are too high.`,
      rows: rowList(
        dataset,
        samplesWhere(codes.length, i => codes[i] >= 0 && concerned[codes[i]] === 1),
        options.rowsListed,
      ),
      remedy: `split: { group: ${name} }`,
    },
  ];
}

/** For each value 1 where its samples differ in `of` (−1: not counted). */
function severalOf(codes: Int32Array, distinct: number, of: (i: number) => number): Uint8Array {
  const first = new Int32Array(distinct).fill(-1);
  const several = new Uint8Array(distinct);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const own = code < 0 ? -1 : of(i);
    if (own < 0) continue;
    if (first[code] < 0) first[code] = own;
    else if (first[code] !== own) several[code] = 1;
  }
  return several;
}
