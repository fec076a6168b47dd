import { expect, it } from 'vitest';
import { recordText } from './record-text.ts';

it('makes a short sentence of every field, in the order asked for', () => {
  const record = { age: 80, growth_months: 2.5, site: 'scalp', note: 'no\n change.', sex: null };
  expect(recordText(record, ['site', 'age', 'sex', 'growth_months', 'note'])).toBe(
    'Site: scalp. Age: 80. Sex not recorded. Growth months: 2.5. Note: no change.',
  );
});
