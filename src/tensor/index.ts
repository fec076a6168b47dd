/**
 * Tensor: knows matrices of float32, seeded random numbers and the safetensors format, in memory.
 * It knows nothing of files, graphs or embeddings, depends on nothing, and runs in a browser.
 */
export { halfPrecision, singlePrecision } from './float16.ts';
export { Matrix } from './matrix.ts';
export { Random } from './random.ts';
export {
  decodeSafetensors,
  encodeSafetensors,
  type SafetensorsContent,
  type TensorData,
} from './safetensors.ts';
