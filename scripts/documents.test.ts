import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alignmentStudyJsonSchema, resultsJsonSchema } from '../src/study/index.ts';
import { errorsPage } from './errors-page.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test.each([
  ['results', resultsJsonSchema],
  ['alignment', alignmentStudyJsonSchema],
])(
  'the published schema of %s.json is that of the code (npm run schema writes it)',
  (name, schema) => {
    expect(JSON.parse(read(`schema/${name}.schema.json`))).toEqual(
      JSON.parse(JSON.stringify(schema())),
    );
  },
);

test('docs/errors.md lists the codes of the code (npx tsx scripts/write-errors.ts writes it)', () => {
  expect(read('docs/errors.md')).toBe(errorsPage());
});

test('the lockfile holds no registry address, and every version in package.json is exact', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved"/);
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  for (const version of Object.values({ ...dependencies, ...devDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});
