import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { breaches } from './check-floors.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'minga-floors-'));
  for (const folder of ['tensor', 'graph', 'align']) write(`${folder}/index.ts`, '/** Knows. */\n');
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('an import that points down passes, one that points up or sideways is named', () => {
  write('align/a.ts', "import { x } from '../graph/index.ts';\n");
  expect(breaches(root)).toEqual([]);
  write('tensor/a.ts', "export { y } from '../graph/index.ts';\n");
  expect(breaches(root)).toEqual([
    'tensor/a.ts: imports ../graph/index.ts; tensor/ may import only from floors below its own',
  ]);
});

test('a test may reach for real parts anywhere', () => {
  write('tensor/a.test.ts', "import { y } from '../graph/index.ts';\n");
  expect(breaches(root)).toEqual([]);
});

test('a long file, a folder without a floor and an index without its comment are named', () => {
  write('align/long.ts', '\n'.repeat(500));
  write('utils/index.ts', '/** Knows. */\n');
  write('graph/index.ts', 'export {};\n');
  const found = breaches(root).join('\n');
  expect(found).toMatch(/align\/long.ts: 501 lines/);
  expect(found).toMatch(/utils\/: a folder without a floor/);
  expect(found).toMatch(/graph\/index.ts: must open with a comment/);
});
