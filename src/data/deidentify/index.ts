/**
 * De-identification: knows which attributes of a DICOM file and which segments of a JPEG or PNG file
 * tell who a person is, and how copies are written without them; and what in a free text looks like a
 * name, a date or a number of a person. It knows nothing of data sets, and never looks at pixels.
 *
 * It promises nothing: a person must look at what it writes.
 */

export {
  type DeidentifiedFile,
  type DeidentifiedFormat,
  deidentifyFile,
} from './deidentify-file.ts';
export {
  type DeidentifyOptions,
  type DeidentifyReport,
  deidentifyFolder,
  type LeftOutFile,
  noGuarantee,
  reportName,
} from './deidentify-folder.ts';
export type { RetainOptions } from './dicom/action.ts';
export { type FreeTextFinding, freeTextFindings } from './free-text/free-text-findings.ts';
export { type FreeTextKind, freeTextKinds } from './free-text/kinds.ts';
export { type PixelWarning, pixelWarnings } from './pixel-warning.ts';
export { profileEdition } from './profile/profile.ts';
export { type MetadataKind, metadataKinds } from './raster/metadata-count.ts';
export type { AttributeCount } from './removal-count.ts';
export { openSecret, type Secret, secretVariable } from './secret.ts';
