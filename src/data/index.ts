/**
 * Data: knows how a raw data set (a table and its pictures, a FHIR export, a published set) becomes
 * samples, which rows cannot be used and why, how records become texts, how samples are split without
 * a group on both sides, how pictures are decoded, how sets are had and de-identified, and how the
 * built-in sample is drawn. It knows nothing of embeddings, models or figures.
 */
export type { DeclaredRoles, ExampleSettings } from './adapters/declaration.ts';
export {
  type DeclaredLabel,
  type DeclaredOption,
  type DeclaredSummary,
  declaredDataset,
  declaredDatasets,
} from './adapters/declared-summary.ts';
export { writeExampleDataset } from './adapters/example-folder.ts';
export { type DatasetSettings, datasetSchema, loadDataset } from './adapters/registry.ts';
export {
  type Dataset,
  type DatasetWarning,
  type LabelKind,
  type RecordValue,
  type Sample,
  type SkippedRow,
  type SplitPart,
  splitParts,
} from './dataset.ts';
export {
  type AttributeCount,
  type DeidentifiedFormat,
  type DeidentifyOptions,
  type DeidentifyReport,
  deidentifyFolder,
  type FreeTextFinding,
  type FreeTextKind,
  freeTextFindings,
  freeTextKinds,
  type LeftOutFile,
  type MetadataKind,
  metadataKinds,
  noGuarantee,
  openSecret,
  type PixelWarning,
  pixelWarnings,
  profileEdition,
  type RetainOptions,
  type Secret,
} from './deidentify/index.ts';
export {
  type Credentials,
  type DataManifest,
  type DataVerification,
  type FetchedDataset,
  type FetchOptions,
  type FetchPreview,
  type FetchRecipe,
  fetchDataset,
  findRecipe,
  recipes,
  verifyDataset,
} from './fetch/index.ts';
export { type FolderKind, guessFolder, type RoleGuess, type RoleGuesses } from './guess/index.ts';
export {
  type DecodeOptions,
  decodeFingerprint,
  decodeImage,
  decodeLimits,
  decodeOptions,
  decodeSeconds,
  describeImage,
  type ImageDescription,
  type PictureFormat,
  type PictureInput,
  pictureInputSchema,
  type RgbImage,
} from './image.ts';
export { withBands } from './number-bands.ts';
export { encodePng } from './picture/index.ts';
export type { FaultsList } from './sample/faults-list.ts';
export type { SampleSettings } from './sample/settings.ts';
export { writeSample } from './sample/write-sample.ts';
export { openSmallJpegDecoder, type SmallJpegDecoder } from './small-jpeg.ts';
export {
  type LeftOutSample,
  loadSplit,
  makeSplit,
  makeSplits,
  type SavedSplit,
  type SmallClasses,
  type Split,
  type SplitMethod,
  type SplitOptions,
  type SplitSettings,
  type SplitWarning,
  savedSplit,
  saveSplit,
  splitSchema,
  withoutLeftOut,
} from './split/index.ts';
export {
  type FieldSpan,
  fieldSpans,
  type Language,
  languages,
  type RecordTextSettings,
  recordTextSchema,
} from './text/index.ts';
