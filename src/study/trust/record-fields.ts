import type { Audit } from '../../audit/index.ts';
import type { Dataset, RecordValue } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { quantileOf } from '../mean-by-group.ts';
import type { Parts } from '../parts.ts';
import type { Plan } from '../plan.ts';

/** A field of the record by whose values rows are grouped. */
export interface RecordField {
  readonly field: string;
  /** Where numbers are cut; null where values stand for themselves. */
  readonly bands: readonly number[] | null;
  /** The group of a value. */
  readonly groupOf: (value: RecordValue | undefined) => { name: string; missing: boolean };
}

/** The fields that are looked at, and the others with their reasons. */
export interface ChosenFields {
  readonly fields: readonly RecordField[];
  readonly leftOut: readonly { readonly field: string; readonly reason: string }[];
}

/** A field with more values than this is cut into bands if it holds numbers, else left out. */
const mostValues = 16;
/** Numbers with more values than this are cut into bands. */
const mostNumbers = 8;
/** Fields that are looked at where the plan names none. */
const mostFields = 6;

/** @throws E_COLUMN_MISSING where the plan names a field that no record has */
export function checkSubgroups(plan: Plan, { samples }: Dataset): void {
  const { subgroups } = plan.evaluate;
  if (subgroups === 'auto') return;
  const known = [...new Set(samples.flatMap(({ record }) => Object.keys(record)))];
  for (const field of subgroups) {
    if (known.includes(field)) continue;
    throw new MingaError('E_COLUMN_MISSING', {
      found: `evaluate.subgroups with the field ${field}`,
      expected: `one of ${known.join(', ')}`,
    });
  }
}

/**
 * The fields of the plan, or under `auto` those of the record with few values or with numbers;
 * identifiers, what is known to give the label away and what the audit found to do so are left out:
 * to group by such a field is to group by the label. Values and bands are those of
 * training rows.
 */
export function recordFields(
  { evaluate }: Plan,
  { samples, groupColumn, leaks }: Dataset,
  { train }: Parts,
  { findings }: Audit,
): ChosenFields {
  const asked = evaluate.subgroups;
  const records = Array.from(train, i => samples[i].record);
  // Of a field outside the text the audit makes a note, however much it tells.
  const telling = new Set(
    findings
      .filter(({ code, severity }) => code === 'field-predicts-label' && severity !== 'caution')
      .map(({ about }) => about),
  );
  const names = asked === 'auto' ? Object.keys(records[0] ?? {}) : asked;
  const fields: RecordField[] = [];
  const leftOut: { field: string; reason: string }[] = [];
  for (const field of names) {
    const values = records.map(record => record[field] ?? null).filter(value => value !== null);
    const reason =
      asked !== 'auto'
        ? null
        : field === groupColumn
          ? 'it names the groups of the split'
          : leaks[field] !== undefined
            ? 'it is known to give the label away'
            : telling.has(field)
              ? 'the audit found that it tells the label'
              : fields.length >= mostFields
                ? `${mostFields} fields are looked at`
                : null;
    const found = reason === null ? fieldOf(field, values) : reason;
    if (typeof found === 'string') leftOut.push({ field, reason: found });
    else fields.push(found);
  }
  return { fields, leftOut };
}

/** The field, or why it cannot be one. */
export function fieldOf(field: string, values: readonly RecordValue[]): RecordField | string {
  const distinct = new Set(values);
  if (distinct.size === 0) return 'it is empty';
  const numbers = values.filter(value => typeof value === 'number');
  if (numbers.length === values.length && distinct.size > mostNumbers) {
    const quantile = quantileOf(Float64Array.from(numbers));
    const bands = [...new Set([0.25, 0.5, 0.75].map(quantile))];
    return { field, bands, groupOf: value => bandOf(bands, value) };
  }
  if (distinct.size > mostValues) return `it has ${distinct.size} values`;
  return {
    field,
    bands: null,
    groupOf: value =>
      value === null || value === undefined || value === ''
        ? missing
        : { name: String(value), missing: false },
  };
}

const missing = { name: 'missing', missing: true };

/** Ends to three decimals, or as many more as tell them apart: bands of one name would be one group. */
function shownApart(bands: readonly number[]): (edge: number) => string {
  for (let decimals = 3; decimals < 16; decimals++) {
    const shown = (edge: number) => String(Number(edge.toFixed(decimals)));
    if (new Set(bands.map(shown)).size === bands.length) return shown;
  }
  return String;
}

/** A band holds its upper end and not its lower one. */
function bandOf(bands: readonly number[], value: RecordValue | undefined) {
  if (typeof value !== 'number') return missing;
  const k = bands.findIndex(edge => value <= edge);
  const shown = shownApart(bands);
  const name =
    k === 0
      ? `≤ ${shown(bands[0])}`
      : k < 0
        ? `> ${shown(bands[bands.length - 1])}`
        : `${shown(bands[k - 1])}–${shown(bands[k])}`;
  return { name, missing: false };
}
