/** Writes `docs/operators.md` from the operator table; a test keeps it equal to the code. */
import { writeFileSync } from 'node:fs';
import { operatorsPage } from './operators-page.ts';

writeFileSync(new URL('../docs/operators.md', import.meta.url), operatorsPage());
