import type { RgbImage } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import type { PreprocessRules, Size } from './preprocess-rules.ts';
import { createResizer } from './resize.ts';

/** A one-pixel strip must not make tables as long as its proportions say. */
const longest = 65_536;

/** Writes a picture into a batch, from `offset` on: 3 · output.width · output.height numbers. */
export type Preprocessor = (image: RgbImage, batch: Float32Array, offset: number) => void;

/**
 * What resizes, crops, rescales and normalises pictures by a model's rules and writes them as
 * float32 [3, height, width] into a slot of a batch. One serves a thread for all its pictures.
 *
 * The preprocessor throws E_IMAGE where a picture is so narrow that its resized length would exceed
 * 65,536 pixels.
 */
export function createPreprocessor(rules: PreprocessRules): Preprocessor {
  const resizer = createResizer();
  const tables = valueTables(rules);
  const [reds, greens, blues] = tables;
  const { output, filter } = rules;
  const plane = output.width * output.height;

  return (image, batch, offset) => {
    const full = resizedSize(image, rules);
    const left = placement(full.width, output.width);
    const top = placement(full.height, output.height);
    const window = { left: left.from, top: top.from, width: left.length, height: top.length };
    const slot = batch.subarray(offset, offset + 3 * plane);
    if (window.width < output.width || window.height < output.height) fillBlack(slot, tables);
    resizer.rows(image, full.width, full.height, { filter, window }, (row, y) => {
      let target = (top.at + y) * output.width + left.at;
      for (let i = 0; i < row.length; i += 3) {
        slot[target] = reds[row[i]];
        slot[target + plane] = greens[row[i + 1]];
        slot[target + 2 * plane] = blues[row[i + 2]];
        target += 1;
      }
    });
  };
}

/** For red, green and blue: what each of the values 0–255 becomes. */
type ValueTables = readonly [Float32Array, Float32Array, Float32Array];

/**
 * The value of every pixel value after rescaling and normalising: (v · rescale − mean) / std, each
 * step rounded to float32, as NumPy computes it. A table of 256 is as exact as the arithmetic.
 */
function valueTables({ rescale, normalize }: PreprocessRules): ValueTables {
  const table = (channel: number) =>
    Float32Array.from({ length: 256 }, (_, value) => {
      const scaled = Math.fround(rescale === null ? value : value * rescale);
      if (normalize === null) return scaled;
      const centred = Math.fround(scaled - Math.fround(normalize.mean[channel]));
      return centred / Math.fround(normalize.std[channel]);
    });
  return [table(0), table(1), table(2)];
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
