/**
 * Foreign: knows how an `.onnx` file that something else wrote is read, and how its graph is built
 * again from our own operators, so that it can be trained further and written out. It knows nothing
 * of files on disk (it is given bytes), of runtimes, or of what a model is for.
 */
export type {
  ForeignModel,
  ForeignTensor,
  ForeignTensorType,
  ForeignType,
  ForeignWeight,
} from './foreign-model.ts';
export { type ImportOptions, importModel } from './import-model.ts';
export { type PretrainedOptions, pretrained } from './pretrained.ts';
export { externalLocations, type ReadModelOptions, readModel } from './read-model.ts';
