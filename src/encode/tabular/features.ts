import type { TabularColumn } from './column.ts';

/** One number of a row, and what it is made from; `at` is the column of the codes that it reads. */
export type Feature =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly at: number;
      readonly mean: number;
      readonly scale: number;
    }
  /** 1 where the number was not recorded. */
  | { readonly kind: 'unrecorded'; readonly name: string; readonly at: number }
  /** 1 where the category has this code. */
  | {
      readonly kind: 'category';
      readonly name: string;
      readonly at: number;
      readonly code: number;
    };

/** The code of a category that is missing; those that are known follow, then any other. */
export const missingCode = 0;

/** What the fields become, in the order of a row; the column of ones comes after them. */
export function featuresOf(columns: readonly TabularColumn[]): Feature[] {
  const features: Feature[] = [];
  let numbers = 0;
  let categories = 0;
  for (const column of columns) {
    const { field, missing } = column;
    if (column.kind === 'number') {
      const at = numbers++;
      features.push({ kind: 'number', name: field, at, mean: column.mean, scale: column.scale });
      if (missing) features.push({ kind: 'unrecorded', name: `${field} is missing`, at });
      continue;
    }
    const at = categories++;
    const category = (name: string, code: number): Feature => ({
      kind: 'category',
      name: `${field} ${name}`,
      at,
      code,
    });
    features.push(...column.categories.map((name, k) => category(`= ${name}`, k + 1)));
    if (column.other) features.push(category('is other', column.categories.length + 1));
    if (missing) features.push(category('is missing', missingCode));
  }
  return features;
}
