import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as graph from '../src/graph/index.ts';
import { operatorsPage } from './operators-page.ts';

test('docs/operators.md is that of the table (npx tsx scripts/write-operators.ts writes it)', () => {
  const page = readFileSync(new URL('../docs/operators.md', import.meta.url), 'utf8');
  expect(page).toBe(operatorsPage());
});

test('every function that the table names is exported', () => {
  const names = graph.operatorFamilies.flatMap(({ operators, compositions }) => [
    ...operators.flatMap(({ functions }) => functions),
    ...compositions.map(({ name }) => name),
  ]);
  expect(names.filter(name => !(name in graph))).toEqual([]);
});
