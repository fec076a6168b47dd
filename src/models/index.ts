/**
 * Models: knows which encoders there are, where their files lie, how they are had and checked. It
 * knows nothing of pictures, texts or vectors: what is done with a model's files is encode's.
 */
export { type ExternalFile, hashExternalData } from './external-data.ts';
export {
  type ModelConfig,
  readModelConfig,
  readModelFile,
  readModelJson,
  sha256,
} from './model-folder.ts';
export { findOnnxFile, type Precision, precisions } from './onnx-file.ts';
