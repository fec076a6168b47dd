import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RecordValue } from '../../data/index.ts';
import { tabular } from './index.ts';

interface Golden {
  readonly cases: readonly {
    readonly name: string;
    readonly options: { readonly minFrequency: number; readonly maxCategories?: number };
    readonly train: readonly Readonly<Record<string, RecordValue>>[];
    readonly test: readonly Readonly<Record<string, RecordValue>>[];
    readonly rows: readonly (readonly number[])[];
  }[];
}

const { cases }: Golden = JSON.parse(
  readFileSync(new URL('./golden/tabular.json', import.meta.url), 'utf8'),
);
const fields = ['age', 'size', 'level', 'sex', 'site'];

describe('the tabular encoder and scikit-learn agree', () => {
  it.each(cases.map(entry => [entry.name, entry] as const))('%s', (_name, entry) => {
    const fitted = tabular(entry.options).fit(entry.train, { fields });
    const found = fitted.transform(entry.test);
    expect(found.columns).toBe(entry.rows[0].length + 1);
    entry.rows.forEach((expected, i) => {
      const row = found.row(i);
      const differences = expected.map((value, j) => Math.abs(value - row[j]));
      expect(Math.max(...differences)).toBeLessThan(1e-5);
      expect(row[expected.length]).toBe(1);
    });
  });
});
