import { expect, test } from 'vitest';
import { fieldOf } from './record-fields.ts';

test.each([
  ['thousandths', 1, ['≤ 25.75', '25.75–50.5', '50.5–75.25', '> 75.25']],
  ['less than thousandths', 1e-6, ['≤ 0.00003', '0.00003–0.00005', '0.00005–0.00008', '> 0.00008']],
])('bands whose ends differ by %s have names that differ', (_, unit, names) => {
  const values = Array.from({ length: 100 }, (_, i) => (i + 1) * unit);
  const field = fieldOf('dose', values);
  if (typeof field === 'string') return expect.unreachable(field);
  expect([...new Set(values.map(value => field.groupOf(value).name))]).toEqual(names);
});
