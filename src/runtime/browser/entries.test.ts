import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { valueImports } from '../../../scripts/value-imports.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Everything that a page may import, and the worker, which nothing imports. */
const entries = [
  'src/errors/index.ts',
  'src/tensor/index.ts',
  'src/graph/index.ts',
  'src/linear-algebra/index.ts',
  'src/align/index.ts',
  'src/evaluate/index.ts',
  'src/fuse/index.ts',
  'src/runtime/browser/index.ts',
  'src/runtime/browser/session-worker.ts',
];

/** What they import that is not of this checkout, and who does. */
function outside(entry: string): string[] {
  return [...valueImports(`${root}${entry}`).packages].flatMap(([name, importers]) =>
    importers.map(importer => `${relative(root, importer)} imports ${name}`),
  );
}

test.each(entries)('%s needs nothing of Node and no package but the WebAssembly runtime', entry => {
  expect(outside(entry).filter(line => !line.endsWith(' imports onnxruntime-web/wasm'))).toEqual(
    [],
  );
});

test("the walk finds what it looks for: Node's own runtime imports Node", () => {
  const found = outside('src/runtime/index.ts').join('\n');
  expect(found).toMatch(/node\/local-session\.ts imports node:fs/);
  expect(found).toMatch(/node\/local-session\.ts imports onnxruntime-node/);
});
