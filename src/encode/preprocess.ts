import type { RgbImage } from '../data/index.ts';
import { MingaError } from '../errors/index.ts';
import type { PreprocessRules, Size } from './preprocess-rules.ts';
import { resize } from './resize.ts';

/** A one-pixel strip must not make tables as long as its proportions say. */
const longest = 65_536;

/** For red, green and blue: what each of the values 0–255 becomes. */
export type ValueTables = readonly [Float32Array, Float32Array, Float32Array];

/**
 * The value of every pixel value after rescaling and normalising: (v · rescale − mean) / std, each
 * step rounded to float32, as NumPy computes it. A table of 256 is as exact as the arithmetic.
 */
export function valueTables({ rescale, normalize }: PreprocessRules): ValueTables {
  const table = (channel: number) =>
    Float32Array.from({ length: 256 }, (_, value) => {
      const scaled = Math.fround(rescale === null ? value : value * rescale);
      if (normalize === null) return scaled;
      const centred = Math.fround(scaled - Math.fround(normalize.mean[channel]));
      return centred / Math.fround(normalize.std[channel]);
    });
  return [table(0), table(1), table(2)];
}

/**
 * Resizes, crops, rescales and normalises a picture by a model's rules and writes it as float32
 * [3, height, width] into a slot of a batch.
 *
 * @param tables from {@link valueTables} of the same rules
 * @throws E_IMAGE where the picture is so narrow that its resized length would exceed 65,536 pixels
 * @param out the batch; written from `offset` on, 3 · output.width · output.height numbers
 */
export function preprocess(
  image: RgbImage,
  rules: PreprocessRules,
  tables: ValueTables,
  out: Float32Array,
  offset: number,
): void {
  const full = resizedSize(image, rules);
  const { output } = rules;
  const left = placement(full.width, output.width);
  const top = placement(full.height, output.height);
  const window = {
    left: left.from,
    top: top.from,
    width: left.length,
    height: top.length,
  };
  const part = resize(image, full.width, full.height, { filter: rules.filter, window });
  const slot = out.subarray(offset, offset + 3 * output.width * output.height);
  if (part.width < output.width || part.height < output.height) fillBlack(slot, tables);
  writePlanes(part, output, left.at, top.at, tables, slot);
}

function resizedSize(image: RgbImage, { resize: step }: PreprocessRules): Size {
  if (step === null) return { width: image.width, height: image.height };
  if ('width' in step.to) return step.to;
  const { shortestEdge } = step.to;
  const shorter = Math.min(image.width, image.height);
  const scaled = (length: number) =>
    length === shorter ? shortestEdge : Math.trunc((shortestEdge * length) / shorter);
  const size = { width: scaled(image.width), height: scaled(image.height) };
  if (Math.max(size.width, size.height) > longest) {
    throw new MingaError('E_IMAGE', {
      found: `an image of ${image.width} × ${image.height} pixels`,
      expected: `proportions that resize to at most ${longest} pixels a side`,
    });
  }
  return size;
}

/** The stretch of an axis that a central crop keeps, and where it lands in the output. */
function placement(length: number, wanted: number) {
  return length >= wanted
    ? { from: Math.floor((length - wanted) / 2), length: wanted, at: 0 }
    : { from: 0, length, at: Math.ceil((wanted - length) / 2) };
}

function fillBlack(slot: Float32Array, tables: ValueTables): void {
  const plane = slot.length / 3;
  tables.forEach((table, channel) => {
    slot.fill(table[0], channel * plane, (channel + 1) * plane);
  });
}

function writePlanes(
  { data, width, height }: RgbImage,
  output: Size,
  left: number,
  top: number,
  [reds, greens, blues]: ValueTables,
  slot: Float32Array,
): void {
  const plane = output.width * output.height;
  let source = 0;
  for (let y = 0; y < height; y++) {
    let target = (top + y) * output.width + left;
    for (let x = 0; x < width; x++) {
      slot[target] = reds[data[source]];
      slot[target + plane] = greens[data[source + 1]];
      slot[target + 2 * plane] = blues[data[source + 2]];
      source += 3;
      target += 1;
    }
  }
}
