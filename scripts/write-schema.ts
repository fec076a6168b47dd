/** Writes the published JSON Schemas of `results.json` and `alignment.json`; a test keeps them equal. */
import { writeFileSync } from 'node:fs';
import { alignmentStudyJsonSchema, resultsJsonSchema } from '../src/study/index.ts';

for (const [name, schema] of [
  ['results', resultsJsonSchema()],
  ['alignment', alignmentStudyJsonSchema()],
] as const) {
  const file = new URL(`../schema/${name}.schema.json`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
