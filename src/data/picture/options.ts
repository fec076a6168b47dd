import * as z from 'zod';
import { MingaError } from '../../errors/index.ts';

/** How picture files are read. Every setting may be left out; plain data, so it can be sent to a thread. */
export interface DecodeOptions {
  /** The most pixels (width × height) that are decoded. Default 100 million. */
  readonly maxPixels?: number;
  /**
   * Seconds after which decoding is given up, as soon as the decoder can be stopped; a whole number
   * 1–3600. Default 30. See {@link decodeSeconds} for what this does not stop.
   */
  readonly timeoutSeconds?: number;
  /** Which frame of a DICOM file is the picture; a number counts from 1. Default `middle`. */
  readonly frame?: 'first' | 'middle' | 'last' | number;
  /**
   * How grey DICOM values become 8 bits: as the file says (its VOI LUT, else its first window, else its
   * range), the frame's own minimum to maximum, or this window in the units of the rescaled values
   * (Hounsfield units for CT). Default `file`.
   */
  readonly window?: 'file' | 'range' | { readonly center: number; readonly width: number };
  /**
   * How values of more than 8 bits in PNG and TIFF, and of a TIFF whose `bands` are named, become 8
   * bits: `full` is the whole scale of their type, `range` the picture's own minimum to maximum,
   * `{ min, max }` and a divisor (`value / divisor`, 1 is white) are the same for every picture.
   * Default `auto`: `range` for grey values and named bands of more than 8 bits and for floats, else `full`.
   */
  readonly scale?:
    | 'auto'
    | 'full'
    | 'range'
    | number
    | { readonly min: number; readonly max: number };
  /** The bands of a TIFF for red, green and blue, or one band for grey; they count from 1. */
  readonly bands?: readonly number[];
  /** The middle of the picture that is kept, in pixels; the last step. Default: all of it. */
  readonly centerCrop?: { readonly width: number; readonly height: number };
}

const optionDefaults = {
  maxPixels: 100_000_000,
  timeoutSeconds: 30,
  frame: 'middle',
  window: 'file',
  scale: 'auto',
} as const;

const count = z.int().min(1);

/** The `input` section of a plan: how picture files are read. Unknown keys are refused. */
export const pictureInputSchema = z
  .strictObject({
    maxPixels: count
      .default(optionDefaults.maxPixels)
      .describe('The most pixels (width × height) that are decoded'),
    timeoutSeconds: count
      .max(3600)
      .default(optionDefaults.timeoutSeconds)
      .describe('Seconds after which decoding of one picture is given up'),
    frame: z
      .union([z.enum(['first', 'middle', 'last']), count])
      .default(optionDefaults.frame)
      .describe('Which frame of a DICOM file is the picture; a number counts from 1'),
    window: z
      .union([
        z.enum(['file', 'range']),
        z.strictObject({ center: z.number(), width: z.number().min(1) }),
      ])
      .default(optionDefaults.window)
      .describe('How grey DICOM values become 8 bits; center and width are in rescaled units'),
    scale: z
      .union([
        z.enum(['auto', 'full', 'range']),
        z.number().positive(),
        z
          .strictObject({ min: z.number(), max: z.number() })
          .refine(({ min, max }) => min < max, 'min must be less than max'),
      ])
      .default(optionDefaults.scale)
      .describe('How PNG and TIFF values of more than 8 bits, or of named bands, become 8 bits'),
    bands: z
      .array(count.max(65_535))
      .refine(bands => bands.length === 1 || bands.length === 3, 'one band or three')
      .optional()
      .describe('The bands of a TIFF for red, green and blue, or one for grey; they count from 1'),
    centerCrop: z
      .strictObject({ width: count, height: count })
      .optional()
      .describe('The middle of the picture that is kept, in pixels'),
  })
  .describe('How picture files are read');

/** {@link DecodeOptions} with every default filled in; plain data that {@link decodeOptions} takes again. */
export type PictureInput = z.output<typeof pictureInputSchema>;

/**
 * Checks the options of decoding and fills in the defaults. Keys that are no options of decoding are
 * left out.
 *
 * @throws E_OPTION where one is out of its range
 * @example
 * decodeOptions({ window: { center: 40, width: 400 } }).maxPixels; // 100000000
 */
export function decodeOptions(options: DecodeOptions = {}): PictureInput {
  const { maxPixels, timeoutSeconds, frame, window, scale, bands, centerCrop } = options;
  const picked = { maxPixels, timeoutSeconds, frame, window, scale, bands, centerCrop };
  const parsed = pictureInputSchema.safeParse(picked);
  if (parsed.success) return parsed.data;
  throw new MingaError('E_OPTION', {
    found: `picture input: ${z.prettifyError(parsed.error)}`,
    expected: 'settings as docs/images.md describes them',
  });
}

/**
 * The limits alone of {@link decodeOptions}.
 *
 * @throws E_OPTION where one is out of its range
 */
export function decodeLimits(
  options: DecodeOptions = {},
): Pick<PictureInput, 'maxPixels' | 'timeoutSeconds'> {
  const { maxPixels, timeoutSeconds } = decodeOptions({
    maxPixels: options.maxPixels,
    timeoutSeconds: options.timeoutSeconds,
  });
  return { maxPixels, timeoutSeconds };
}

/**
 * The settings that can change a pixel, without those at their default, for the fingerprint of an
 * encoder: `{}` for the defaults, so that stores made before these settings existed stay valid.
 *
 * @throws E_OPTION where an option is out of its range
 * @example
 * decodeFingerprint({ maxPixels: 1e6, frame: 'first' }); // { frame: 'first' }
 */
export function decodeFingerprint(options: DecodeOptions = {}): Readonly<Record<string, unknown>> {
  const { frame, window, scale, bands, centerCrop } = decodeOptions(options);
  return {
    ...(frame === optionDefaults.frame ? {} : { frame }),
    ...(window === optionDefaults.window ? {} : { window }),
    ...(scale === optionDefaults.scale ? {} : { scale }),
    ...(bands === undefined ? {} : { bands }),
    ...(centerCrop === undefined ? {} : { centerCrop }),
  };
}

/** Seconds beyond `timeoutSeconds` that a decoder may need to notice it, or to start. */
const slack = 10;

/**
 * The seconds after which a thread that decodes this many pictures, and has not answered, may be
 * taken for hung and ended: `pictures × timeoutSeconds`, and 10 s.
 *
 * Within `timeoutSeconds` libvips is stopped, and so is our own code between two blocks of a TIFF and
 * two steps of a DICOM file. A WebAssembly codec cannot be stopped from within its thread: its
 * work is bounded by the size that the header promises, which is checked first, but not by the clock.
 * Only the owner of the thread can promise an end, by this figure.
 *
 * @throws E_OPTION where a limit is out of its range
 */
export function decodeSeconds(options: DecodeOptions = {}, pictures = 1): number {
  return pictures * decodeLimits(options).timeoutSeconds + slack;
}
