import { MingaError } from '../../errors/index.ts';
import type { PictureInput } from './options.ts';
import type { RgbImage } from './rgb-image.ts';

export type SampleArray =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Decoded values that are not yet 8 bits. */
export interface SamplePicture {
  readonly width: number;
  readonly height: number;
  /** 1 (grey) or 3, interleaved. */
  readonly channels: 1 | 3;
  readonly values: SampleArray;
  /** True where the channels are red, green and blue by the file's own word. */
  readonly colour: boolean;
  /** The value that stands for "nothing was measured": it becomes black and counts in no range. */
  readonly noData: number | null;
  /** True where the lowest value is white. */
  readonly inverted: boolean;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * 8-bit RGB: `floor(clamp((value − min) / (max − min)) · 255 + 0.5)` for every scale but `full`, which
 * keeps the highest 8 bits of an integer type. Grey values fill all three channels. Values that are NaN
 * or `noData` become black.
 *
 * @throws E_IMAGE where `full` is asked of floating-point values, which have no full scale
 */
export function scaledToRgb(picture: SamplePicture, scale: PictureInput['scale']): RgbImage {
  const { width, height, channels, values, noData, inverted } = picture;
  const toByte = byteRule(picture, scale);
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const missing = value === noData || Number.isNaN(value);
    const byte = missing ? 0 : inverted ? 255 - toByte(value) : toByte(value);
    if (channels === 3) data[i] = byte;
    else data.fill(byte, i * 3, i * 3 + 3);
  }
  return { width, height, data };
}

function byteRule(picture: SamplePicture, scale: PictureInput['scale']): (value: number) => number {
  const chosen = scale === 'auto' ? automatic(picture) : scale;
  if (chosen === 'full') return fullScale(picture.values);
  const { min, max } =
    chosen === 'range'
      ? ownRange(picture)
      : typeof chosen === 'number'
        ? { min: 0, max: chosen }
        : chosen;
  const width = max - min;
  return value => {
    if (width === 0) return 0;
    const share = (value - min) / width;
    return Math.floor(Math.min(1, Math.max(0, share)) * 255 + 0.5);
  };
}

/** A 12-bit X-ray in 16-bit numbers, or reflectances up to 10,000, would be black on the full scale. */
function automatic({ values, colour }: SamplePicture): 'full' | 'range' {
  if (values instanceof Float32Array || values instanceof Float64Array) return 'range';
  return values.BYTES_PER_ELEMENT === 1 || colour ? 'full' : 'range';
}

function fullScale(values: SampleArray): (value: number) => number {
  if (values instanceof Uint8Array) return value => value;
  if (values instanceof Uint16Array) return value => value >>> 8;
  if (values instanceof Uint32Array) return value => value >>> 24;
  if (values instanceof Int8Array) return value => value + 128;
  if (values instanceof Int16Array) return value => (value + 32_768) >>> 8;
  if (values instanceof Int32Array) return value => (value >> 24) + 128;
  throw new MingaError('E_IMAGE', {
    found: 'a picture of floating-point values and the scale "full"',
    expected: 'a scale with a meaning for floating-point values',
    fix: 'set scale to range, to { min, max } or to a divisor',
  });
}

function ownRange({ values, noData }: SamplePicture): Range {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === noData || !Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}
