import type { PictureInput } from '../options.ts';
import type { DicomFile } from './data-set.ts';
import { type FrameSamples, signedValue } from './frame-samples.ts';
import { readModality } from './modality.ts';
import type { PixelHeader } from './pixel-header.ts';
import { readValuesOfInterest } from './values-of-interest.ts';

/**
 * Grey samples as 8-bit RGB. Every stored value is taken through the modality and VOI
 * transformations once, so a frame costs one look-up a pixel.
 *
 * @throws E_IMAGE where a transformation is damaged
 */
export function greyToRgb(
  samples: FrameSamples,
  file: DicomFile,
  header: PixelHeader,
  frame: number,
  choice: PictureInput['window'],
): Uint8Array {
  const { values } = samples;
  const modality = readModality(file.dataSet, frame, header.signed);
  const units = (code: number) => modality(signedValue(code, samples));
  const present = presentCodes(samples);
  const brightness =
    readValuesOfInterest(file.dataSet, frame, choice, header.signed) ?? rangeOf(present.map(units));
  const inverted = header.photometric === 'MONOCHROME1';
  const table = new Uint8Array(2 ** samples.bits);
  for (const code of present) {
    const byte = Math.floor(brightness(units(code)) + 0.5);
    table[code] = inverted ? 255 - byte : byte;
  }
  const data = new Uint8Array(values.length * 3);
  for (let i = 0, to = 0; i < values.length; i++) {
    const byte = table[values[i]];
    data[to++] = byte;
    data[to++] = byte;
    data[to++] = byte;
  }
  return data;
}

function presentCodes({ values, bits }: FrameSamples): number[] {
  const seen = new Uint8Array(2 ** bits);
  for (let i = 0; i < values.length; i++) seen[values[i]] = 1;
  const codes: number[] = [];
  for (let code = 0; code < seen.length; code++) if (seen[code] === 1) codes.push(code);
  return codes;
}

function rangeOf(values: readonly number[]): (value: number) => number {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return value => (max > min ? ((value - min) / (max - min)) * 255 : 0);
}
