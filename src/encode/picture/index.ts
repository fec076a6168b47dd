/**
 * Picture: knows how the bytes of a picture become a vector: decoding and preprocessing that agree
 * with Pillow, vision models, descriptors without weights, and the threads that do it.
 */
export { type ImageEncoderOptions, openImageEncoder } from './image-encoder.ts';
export type { Pooling } from './pooling.ts';
