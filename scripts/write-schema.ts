/** Writes the published JSON Schema of `results.json`; a test keeps it equal to the code. */
import { writeFileSync } from 'node:fs';
import { resultsJsonSchema } from '../src/study/index.ts';

const file = new URL('../schema/results.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(resultsJsonSchema(), null, 2)}\n`);
