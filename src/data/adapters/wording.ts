import type { FieldWording } from '../text/index.ts';

/** What a language says of something that was looked for. */
export interface States {
  /** By the value as it stands in the record: `{ absent: 'ausente' }`. */
  readonly values: Readonly<Record<string, string>>;
  readonly missing: string;
  /** Between the name and the state; `: ` where absent. */
  readonly colon?: string;
}

/**
 * A field that is said as a name and a state, which spares the languages their genders.
 *
 * @example
 * stated('edema macular', { values: { present: 'presente', absent: 'ausente' }, missing: 'sin registro' });
 * // said as `edema macular: presente`
 */
export function stated(name: string, { values, missing, colon = ': ' }: States): FieldWording {
  return { present: `${name}${colon}{}`, missing: `${name}${colon}${missing}`, values };
}

/** A field each of whose values has a phrase of its own: `using insulin`, `not using insulin`. */
export function phrased(values: Readonly<Record<string, string>>, missing: string): FieldWording {
  return { present: '{}', missing, values };
}

/** A number with its unit, which changes where the language counts one. */
export function counted(other: string, one: string, missing: string): FieldWording {
  return { present: other, one, missing };
}
