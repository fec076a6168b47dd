import { MingaError } from '../../../errors/index.ts';
import type { Deadline } from '../deadline.ts';
import type { PictureInput } from '../options.ts';
import { checkSize } from '../pixel-limit.ts';
import { oriented, type RgbImage } from '../rgb-image.ts';
import { scaledToRgb } from '../sample-scale.ts';
import { photometrics, type TiffDirectory } from './directory.ts';
import { readBands } from './read-bands.ts';

/**
 * Bands of a TIFF of 8-, 16- or 32-bit integers or 32- or 64-bit floats, chunky or planar, tiled or in
 * strips, plain or with deflate, LZW or PackBits, as 8-bit RGB.
 *
 * @throws E_IMAGE where the file is damaged or too large, has no such band, or its bands must be named
 */
export function decodeTiff(
  bytes: Uint8Array,
  directory: TiffDirectory,
  options: PictureInput,
  deadline: Deadline,
): RgbImage {
  const { width, height, photometric, noData, orientation } = directory;
  checkSize(width, height, options.maxPixels);
  const bands = chosenBands(directory, options.bands);
  const values = readBands(bytes, directory, bands, options.maxPixels, deadline);
  const picture = {
    width,
    height,
    channels: bands.length === 1 ? (1 as const) : (3 as const),
    values,
    colour: photometric === photometrics.rgb && options.bands === undefined,
    noData,
    inverted: photometric === photometrics.whiteIsZero,
  };
  return oriented(scaledToRgb(picture, options.scale), orientation);
}

/** Bands as offsets from 0. */
function chosenBands(directory: TiffDirectory, named: readonly number[] | undefined): number[] {
  const { samples, photometric } = directory;
  if (named === undefined) {
    if (samples === 1) return [0];
    if (photometric === photometrics.rgb && samples <= 4) return [0, 1, 2];
    throw new MingaError('E_IMAGE', {
      found: `a TIFF of ${samples} bands, with no word which of them to show`,
      expected: 'the bands for red, green and blue',
      fix: 'set bands, for instance [4, 3, 2] for the natural colours of Sentinel-2',
    });
  }
  const absent = named.find(band => band > samples);
  if (absent === undefined) return named.map(band => band - 1);
  throw new MingaError('E_IMAGE', {
    found: `band ${absent} of a TIFF of ${samples} bands`,
    expected: `bands 1–${samples}`,
  });
}
