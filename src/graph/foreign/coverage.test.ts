import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nodeImporters } from './nodes/index.ts';
import { verbatimNodes } from './nodes/verbatim.ts';

const page = readFileSync(new URL('../../../docs/fine-tuning.md', import.meta.url), 'utf8');

/** The operators that the page lists between two marks. */
function listed(mark: string): string[] {
  const [, inside = ''] = page.split(new RegExp(`<!-- /?${mark} -->`));
  return [...inside.matchAll(/`(\w+)`/g)].map(([, name]) => name);
}

test('docs/fine-tuning.md lists the operators that are imported', () => {
  const copied = Object.keys(verbatimNodes);
  const imported = [...nodeImporters.keys()].filter(name => !copied.includes(name));
  expect(listed('operators')).toEqual(imported.sort());
  expect(listed('copied')).toEqual(copied.sort());
});
