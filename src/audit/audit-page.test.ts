import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findingCodes } from './finding-codes.ts';

it('has a page that explains every code of a finding, and no other', () => {
  const page = readFileSync(new URL('../../docs/audit.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter(line => line.startsWith('| `'));
  const explained = rows.flatMap(line =>
    [...line.split('|')[1].matchAll(/`([\w-]+)`/g)].map(match => match[1]),
  );
  expect(explained.sort()).toEqual(Object.keys(findingCodes).sort());
});
