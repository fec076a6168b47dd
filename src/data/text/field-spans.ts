import type { RecordValue } from '../dataset.ts';

/** Where the words of a field stand in a text: from one character to before another. */
export interface FieldSpan {
  readonly field: string;
  readonly from: number;
  readonly to: number;
}

type Values = Readonly<Record<string, RecordValue>>;

/**
 * Finds the words of each field in a record's text, as what is gone once the field is: left out of
 * the fields or, where the sentences do not go by these, without its value. A field that changes
 * nothing has no span; a stop or a comma beside the words may be taken along.
 *
 * @example
 * fieldSpans({ age: 80, sex: 'male' }, ['age', 'sex'], textOf); // [{ field: 'age', from: 0, to: 9 }, …]
 */
export function fieldSpans(
  record: Values,
  fields: readonly string[],
  textOf: (record: Values, fields: readonly string[]) => string,
): FieldSpan[] {
  const whole = textOf(record, fields);
  return fields.flatMap(field => {
    const others = fields.filter(other => other !== field);
    const without = [textOf(record, others), textOf({ ...record, [field]: null }, fields)];
    const changed = without.find(text => text !== whole);
    return changed === undefined ? [] : [{ field, ...difference(whole, changed) }];
  });
}

/** The part of `whole` between what it shares with `other` at its start and at its end. */
function difference(whole: string, other: string): { from: number; to: number } {
  const most = Math.min(whole.length, other.length);
  let from = 0;
  while (from < most && whole[from] === other[from]) from += 1;
  let shared = 0;
  while (shared < most - from && whole.at(-1 - shared) === other.at(-1 - shared)) shared += 1;
  return { from, to: whole.length - shared };
}
