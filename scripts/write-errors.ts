/** Writes `docs/errors.md` from the table of codes; a test keeps it equal to the code. */
import { writeFileSync } from 'node:fs';
import { errorsPage } from './errors-page.ts';

writeFileSync(new URL('../docs/errors.md', import.meta.url), errorsPage());
