import type { ErrorCode } from './codes.ts';

/** What is said of a problem. Never put patient data other than a single cell's text into it. */
export interface Problem {
  /** What was found, with its place: `record.csv line 14: age is "4O"`. */
  readonly found: string;
  /** What would have been right: `a number 0–120`. */
  readonly expected?: string;
  /** What the reader can do now: `fix the cell or map it under columns.age.missing`. */
  readonly fix?: string;
  readonly cause?: unknown;
}

/**
 * An error that a person can act on.
 *
 * The message reads `<found>, expected <expected>; <fix> [<code>]`.
 *
 * @example
 * throw new MingaError('E_RECORD_VALUE', {
 *   found: 'record.csv line 14: age is "4O"',
 *   expected: 'a number 0–120',
 *   fix: 'fix the cell or map it under columns.age.missing',
 * });
 */
export class MingaError extends Error {
  readonly code: ErrorCode;
  readonly problem: Problem;

  constructor(code: ErrorCode, problem: Problem) {
    const expected = problem.expected === undefined ? '' : `, expected ${problem.expected}`;
    const fix = problem.fix === undefined ? '' : `; ${problem.fix}`;
    super(`${problem.found}${expected}${fix} [${code}]`, { cause: problem.cause });
    this.name = 'MingaError';
    this.code = code;
    this.problem = problem;
  }
}

/** True for a {@link MingaError}, of the given code where one is given. */
export function isMingaError(error: unknown, code?: ErrorCode): error is MingaError {
  return error instanceof MingaError && (code === undefined || error.code === code);
}
