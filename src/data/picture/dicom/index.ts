/**
 * DICOM pictures: knows how one frame of a DICOM file becomes 8-bit RGB, whichever way its pixels are
 * coded, and what its header says of them. It reads technical attributes only, and no value of the
 * file goes into an error. It knows nothing of patients, studies, volumes or reports.
 */
export { decodeDicom } from './decode-dicom.ts';
export { type DicomDescription, describeDicom } from './describe-dicom.ts';
