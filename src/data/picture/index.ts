/**
 * Pictures: knows how the bytes of a picture file of any format that is read become 8-bit RGB: what a
 * file is, which values of a deep, multi-band or medical picture become which brightness, and within
 * which limits. It knows nothing of data sets, of rows, or of the encoders that take the pictures.
 */
export { centerCropped } from './center-crop.ts';
export { type Deadline, startDeadline } from './deadline.ts';
export { describeImage, type ImageDescription, knownFormat } from './describe-image.ts';
export type { PictureFormat } from './format.ts';
export {
  type DecodeOptions,
  decodeFingerprint,
  decodeLimits,
  decodeOptions,
  decodeSeconds,
  type PictureInput,
  pictureInputSchema,
} from './options.ts';
export { encodePng } from './png.ts';
export { decodeDeepRaster, decodeRaster } from './raster.ts';
export type { RgbImage } from './rgb-image.ts';
