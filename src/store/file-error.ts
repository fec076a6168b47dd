import { MingaError } from '../errors/index.ts';

const fullCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const refusedCodes = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST']);

/** The errno of a file system error, or '' for any other error. */
export function errnoOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** True for an error said as E_STORE because the disk is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && fullCodes.has(errnoOf(error.cause));
}

/** A file system error said as E_STORE; an error that is said already stays as it is. */
export function fileError(cause: unknown, path: string, doing: string): MingaError {
  if (cause instanceof MingaError) return cause;
  const errno = errnoOf(cause);
  const found = `${path} could not be ${doing} (${errno || String(cause)})`;
  if (fullCodes.has(errno)) {
    return new MingaError('E_STORE', {
      found,
      expected: 'room on the disk',
      fix: 'free some space and run the same command again; what was stored before is kept',
      cause,
    });
  }
  if (refusedCodes.has(errno)) {
    return new MingaError('E_STORE', {
      found,
      expected: 'a folder that this user may write',
      fix: 'give another folder or change its rights; to read only, open it with readOnly: true',
      cause,
    });
  }
  return new MingaError('E_STORE', { found, fix: 'check the disk and the rights', cause });
}
