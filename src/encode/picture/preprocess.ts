import type { RgbImage } from '../../data/index.ts';
import { placement, resizedSize } from './picture-geometry.ts';
import type { PreprocessRules } from './preprocess-rules.ts';
import { createResizer } from './resize.ts';

/** Writes a picture into a batch, from `offset` on: 3 · output.width · output.height numbers. */
export type Preprocessor = (image: RgbImage, batch: Float32Array, offset: number) => void;

/** [3, height, width] or [height, width, 3]. */
export type PixelLayout = 'channels first' | 'channels last';

/**
 * What resizes, crops, rescales and normalises pictures by a model's rules and writes them as
 * float32 into a slot of a batch. One serves a thread for all its pictures.
 *
 * The preprocessor throws E_IMAGE where a picture is so narrow that its resized length would exceed
 * 65,536 pixels or come to nothing.
 */
export function createPreprocessor(
  rules: PreprocessRules,
  layout: PixelLayout = 'channels first',
): Preprocessor {
  const resizer = createResizer();
  const tables = valueTables(rules);
  const { output, filter } = rules;
  const plane = output.width * output.height;
  const [step, stride] = layout === 'channels first' ? [1, plane] : [3, 1];
  const [red, blue] = rules.channels === 'bgr' ? [2, 0] : [0, 2];
  const [reds, greens, blues] = [tables[red], tables[1], tables[blue]];
  const [toRed, toBlue] = [red * stride, blue * stride];
  const border = borderValues(rules);

  function fillBorder(slot: Float32Array): void {
    border.forEach((value, channel) => {
      for (let i = channel * stride, left = plane; left > 0; left--, i += step) slot[i] = value;
    });
  }

  return (image, batch, offset) => {
    const full = resizedSize(image, rules);
    const left = placement(full.width, output.width, rules);
    const top = placement(full.height, output.height, rules);
    const window = { left: left.from, top: top.from, width: left.length, height: top.length };
    const slot = batch.subarray(offset, offset + 3 * plane);
    if (window.width < output.width || window.height < output.height) fillBorder(slot);
    resizer.rows(image, full.width, full.height, { filter, window }, (row, y) => {
      let target = ((top.at + y) * output.width + left.at) * step;
      for (let i = 0; i < row.length; i += 3) {
        slot[target + toRed] = reds[row[i]];
        slot[target + stride] = greens[row[i + 1]];
        slot[target + toBlue] = blues[row[i + 2]];
        target += step;
      }
    });
  };
}

/** For each channel that comes out: what each of the values 0–255 becomes. */
type ValueTables = readonly [Float32Array, Float32Array, Float32Array];

/**
 * The value of every pixel value after the arithmetic: rescaled, offset, normalised and divided,
 * each step rounded to float32, as NumPy computes it. A table of 256 is as exact as the arithmetic.
 */
function valueTables({ rescale, offset = 0, normalize, divide }: PreprocessRules): ValueTables {
  const table = (channel: number) =>
    Float32Array.from({ length: 256 }, (_, pixel) => {
      let value = Math.fround(rescale === null ? pixel : pixel * rescale);
      value = Math.fround(value + offset);
      if (normalize !== null) {
        value = Math.fround(value - Math.fround(normalize.mean[channel]));
        value = Math.fround(value / Math.fround(normalize.std[channel]));
      }
      return divide === undefined ? value : value / Math.fround(divide[channel]);
    });
  return [table(0), table(1), table(2)];
}

/** What stands where no picture is: a colour around a small one, zeros beside a padded one. */
function borderValues(rules: PreprocessRules): readonly number[] {
  if (rules.pad !== undefined) return [0, 0, 0];
  const { border = [0, 0, 0] } = rules;
  return valueTables(rules).map((table, channel) => table[border[channel]]);
}
