import { MingaError } from '../../../errors/index.ts';

/** Says what of a DICOM file cannot be, with numbers and fixed words only: its values name people. */
export function damaged(what: string, expected = 'a whole DICOM file'): MingaError {
  return new MingaError('E_IMAGE', { found: `a DICOM file with ${what}`, expected });
}
