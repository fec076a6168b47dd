import { exitWith } from './failure.ts';
import { program } from './program.ts';

program()
  .parseAsync()
  .catch((error: unknown) => exitWith(error));
