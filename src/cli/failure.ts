import { CommanderError } from 'commander';
import pc from 'picocolors';
import { isMingaError } from '../errors/index.ts';

/** Codes that mean that the command itself was wrong, not the work. */
const wrongUse = new Set(['E_USAGE', 'E_PLAN']);

/**
 * Says what went wrong on standard error and ends the process: 2 for wrong use, 1 for all else.
 * A person gets the message; a stack trace only where the fault is Minga's own or is asked for by
 * MINGA_TRACE.
 */
export function exitWith(error: unknown): never {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  if (isMingaError(error)) {
    process.stderr.write(`${pc.red('minga:')} ${error.message}\n`);
    if (process.env.MINGA_TRACE !== undefined) process.stderr.write(`${error.stack}\n`);
    process.exit(wrongUse.has(error.code) ? 2 : 1);
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${pc.red('minga: a fault of Minga itself, please report it:')}\n${detail}\n`,
  );
  process.exit(1);
}
