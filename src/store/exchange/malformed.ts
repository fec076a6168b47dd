import { MingaError } from '../../errors/index.ts';

/** A file of vectors that is not as its format wants it, or that holds what cannot be used. */
export function malformed(
  path: string,
  found: string,
  expected?: string,
  fix?: string,
): MingaError {
  return new MingaError('E_EXCHANGE', { found: `${path}: ${found}`, expected, fix });
}

/** Turns what a parser of others throws into an error that names the file. */
export function unreadable(path: string, cause: unknown): MingaError {
  if (cause instanceof MingaError) return cause;
  return new MingaError('E_EXCHANGE', {
    found: `${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    expected: 'a whole file',
    fix: 'write it again',
    cause,
  });
}
