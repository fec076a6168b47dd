/**
 * TIFF bands: knows how the first image of a TIFF is laid out and reads bands that libvips would not
 * give as they are: more than four, signed, 32 bits or floating-point. It allocates by what a file
 * holds, not by what it claims. It knows nothing of the ground that a GeoTIFF shows.
 */
export { decodeTiff } from './decode-tiff.ts';
export { photometrics, readTiffDirectory, type TiffDirectory } from './directory.ts';
export { countTiffPages } from './fields.ts';
