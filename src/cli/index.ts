/**
 * Cli: knows commands, terminals, exit codes and signals. It knows nothing of how the work is done.
 */
export { program } from './program.ts';
