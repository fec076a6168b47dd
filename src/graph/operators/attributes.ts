import type { Attributes } from '../value.ts';

/** The integer named `name`, 0 where there is none. */
export function intOf(attributes: Attributes, name: string): number {
  const attribute = attributes[name];
  return attribute !== undefined && 'int' in attribute ? attribute.int : 0;
}

/** The integers named `name`, none where there are none. */
export function intsOf(attributes: Attributes, name: string): readonly number[] {
  const attribute = attributes[name];
  return attribute !== undefined && 'ints' in attribute ? attribute.ints : [];
}

/** The float named `name`, or `missing`. */
export function floatOf(attributes: Attributes, name: string, missing: number): number {
  const attribute = attributes[name];
  return attribute !== undefined && 'float' in attribute ? attribute.float : missing;
}

/** The text named `name`, or `missing`. */
export function textOf(attributes: Attributes, name: string, missing: string): string {
  const attribute = attributes[name];
  return attribute !== undefined && 'text' in attribute ? attribute.text : missing;
}
