/**
 * Models: knows which encoders there are, where their files lie, how they are had and checked. It
 * knows nothing of pictures, texts or vectors: what is done with a model's files is encode's.
 */

export type { Environment, Patience } from '../download/index.ts';
export {
  type CatalogueEntry,
  catalogue,
  findEntry,
  inputsPerSecond,
  type Licence,
  type Modality,
  modalities,
  type Pin,
  type PullPrecision,
  pullPrecisions,
  type Size,
  type Work,
} from './catalogue/index.ts';
export {
  type PullEvent,
  type PulledModel,
  type PullListener,
  type PullOptions,
  pullModel,
} from './download/index.ts';
export { type ExternalFile, hashExternalData } from './external-data.ts';
export { folderBytes } from './folder-files.ts';
export {
  type ManifestFile,
  type ModelManifest,
  manifestName,
  readManifest,
} from './manifest.ts';
export {
  type ModelConfig,
  readModelConfig,
  readModelFile,
  readModelJson,
  sha256,
} from './model-folder.ts';
export { isModelId, parseModelId } from './model-id.ts';
export { modelFolder, modelsFolder } from './models-folder.ts';
export { findOnnxFile, type Precision, precisions } from './onnx-file.ts';
export { pairSpace } from './pair-space.ts';
export { idOfFolder, locateModel, modelFolders } from './pulled-folders.ts';
export { type ResolveOptions, resolveModel } from './resolve-model.ts';
export { pinFolder, type Verification, type VerifyOptions, verifyModel } from './verify-model.ts';
