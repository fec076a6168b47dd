/**
 * Errors: knows how a problem is said (what was found, what was expected, how to mend it, a stable
 * code) and nothing of where problems come from.
 */
export { type ErrorCode, errorCodes } from './codes.ts';
export { isMingaError, MingaError, type Problem } from './minga-error.ts';
