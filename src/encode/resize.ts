import type { RgbImage } from '../data/index.ts';
import { MingaError } from '../errors/index.ts';
import { fractionBits, type ResampleFilter, resampleTaps, type Taps } from './resample-filter.ts';

/** A part of the resized picture, in its pixels. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ResizeOptions {
  readonly filter?: ResampleFilter;
  /** Only this part of the result is computed and returned. Default: all of it. */
  readonly window?: Window;
}

/**
 * Resizes a picture as Pillow's `Image.resize` does, to the bit: a convolution of its rows, then of
 * its columns, with 22-bit fixed-point weights and rounding to 8 bits after each of the two.
 *
 * @param filter default `bilinear`
 * @returns a picture of `width` × `height`, or of the window's size where one is given
 * @throws E_OPTION where a size is not a whole number of at least 1, or the window leaves the result
 * @example
 * const small = resize(picture, 224, 224, { filter: 'bicubic' });
 */
export function resize(
  image: RgbImage,
  width: number,
  height: number,
  options: ResizeOptions = {},
): RgbImage {
  const { filter = 'bilinear', window = { left: 0, top: 0, width, height } } = options;
  checkSizes(width, height, window);
  if (filter === 'nearest') return pickNearest(image, width, height, window);
  const vertical = image.height === height ? undefined : taps(image.height, height, filter);
  const horizontal = image.width === width ? undefined : taps(image.width, width, filter);
  const bottom = window.top + window.height - 1;
  const from = vertical === undefined ? window.top : vertical.first[window.top];
  const to = vertical === undefined ? bottom + 1 : vertical.first[bottom] + vertical.count[bottom];
  const rows =
    horizontal === undefined
      ? cropRows(image, from, to, window)
      : convolveRows(image, from, to, horizontal, window);
  const data = vertical === undefined ? rows : convolveColumns(rows, from, vertical, window);
  return { width: window.width, height: window.height, data };
}

// A data set holds few sizes; without a bound, hostile sizes would fill the memory.
const mostTables = 64;
const tables = new Map<string, Taps>();

function taps(from: number, to: number, filter: Exclude<ResampleFilter, 'nearest'>): Taps {
  const key = `${from} ${to} ${filter}`;
  let table = tables.get(key);
  if (table === undefined) {
    table = resampleTaps(from, to, filter);
    if (tables.size >= mostTables) tables.clear();
    tables.set(key, table);
  }
  return table;
}

/** Rows `from` … `to`-1 of the picture, each convolved to the window's columns. */
function convolveRows(
  { data, width }: RgbImage,
  from: number,
  to: number,
  { first, count, weights, width: stride }: Taps,
  window: Window,
): Uint8Array {
  const out = new Uint8ClampedArray((to - from) * window.width * 3);
  const half = 1 << (fractionBits - 1);
  const right = window.left + window.width;
  let target = 0;
  for (let y = from; y < to; y++) {
    const row = y * width;
    for (let x = window.left; x < right; x++) {
      let red = half;
      let green = half;
      let blue = half;
      let source = (row + first[x]) * 3;
      const start = x * stride;
      const end = start + count[x];
      for (let k = start; k < end; k++) {
        const weight = weights[k];
        red = (red + weight * data[source]) | 0;
        green = (green + weight * data[source + 1]) | 0;
        blue = (blue + weight * data[source + 2]) | 0;
        source += 3;
      }
      out[target] = red >> fractionBits;
      out[target + 1] = green >> fractionBits;
      out[target + 2] = blue >> fractionBits;
      target += 3;
    }
  }
  return new Uint8Array(out.buffer);
}

/** The window's rows, convolved from rows of its width that begin at source row `from`. */
function convolveColumns(
  rows: Uint8Array,
  from: number,
  { first, count, weights, width: stride }: Taps,
  window: Window,
): Uint8Array {
  const length = window.width * 3;
  const out = new Uint8ClampedArray(window.height * length);
  const sums = new Int32Array(length);
  for (let y = 0; y < window.height; y++) {
    const i = window.top + y;
    const start = (first[i] - from) * length;
    const firstWeight = i * stride;
    const pairs = Math.ceil(count[i] / 2);
    sums.fill(1 << (fractionBits - 1));
    // Two rows at a time: the sums are read and written half as often.
    for (let pair = 0; pair < pairs; pair++) {
      const k = pair * 2;
      const paired = k + 1 < count[i];
      const a = start + k * length;
      const b = paired ? a + length : a;
      const weightA = weights[firstWeight + k];
      const weightB = paired ? weights[firstWeight + k + 1] : 0;
      if (pair < pairs - 1) addRows(sums, rows, a, weightA, b, weightB);
      else finishRow(out, y * length, sums, rows, a, weightA, b, weightB);
    }
  }
  return new Uint8Array(out.buffer);
}

function addRows(
  sums: Int32Array,
  rows: Uint8Array,
  a: number,
  weightA: number,
  b: number,
  weightB: number,
): void {
  for (let x = 0; x < sums.length; x++) {
    sums[x] = sums[x] + Math.imul(weightA, rows[a + x]) + Math.imul(weightB, rows[b + x]);
  }
}

function finishRow(
  out: Uint8ClampedArray,
  target: number,
  sums: Int32Array,
  rows: Uint8Array,
  a: number,
  weightA: number,
  b: number,
  weightB: number,
): void {
  for (let x = 0; x < sums.length; x++) {
    const sum = sums[x] + Math.imul(weightA, rows[a + x]) + Math.imul(weightB, rows[b + x]);
    out[target + x] = sum >> fractionBits;
  }
}

function cropRows({ data, width }: RgbImage, from: number, to: number, window: Window): Uint8Array {
  if (window.width === width) return data.slice(from * width * 3, to * width * 3);
  const length = window.width * 3;
  const out = new Uint8Array((to - from) * length);
  for (let y = from; y < to; y++) {
    const source = (y * width + window.left) * 3;
    out.set(data.subarray(source, source + length), (y - from) * length);
  }
  return out;
}

function pickNearest(
  { data, width: sourceWidth, height: sourceHeight }: RgbImage,
  width: number,
  height: number,
  window: Window,
): RgbImage {
  const columns = nearestPositions(sourceWidth, width);
  const rows = nearestPositions(sourceHeight, height);
  const out = new Uint8Array(window.width * window.height * 3);
  let target = 0;
  for (let y = window.top; y < window.top + window.height; y++) {
    for (let x = window.left; x < window.left + window.width; x++) {
      const source = (rows[y] * sourceWidth + columns[x]) * 3;
      out[target] = data[source];
      out[target + 1] = data[source + 1];
      out[target + 2] = data[source + 2];
      target += 3;
    }
  }
  return { width: window.width, height: window.height, data: out };
}

/** Summed step by step, as Pillow does: a product would round differently at some sizes. */
function nearestPositions(from: number, to: number): Int32Array {
  const positions = new Int32Array(to);
  const step = from / to;
  let position = step * 0.5;
  for (let i = 0; i < to; i++) {
    positions[i] = Math.min(from - 1, Math.trunc(position));
    position += step;
  }
  return positions;
}

function checkSizes(width: number, height: number, window: Window): void {
  const { left, top } = window;
  const whole = [width, height, left, top, window.width, window.height].every(Number.isSafeInteger);
  const inside =
    left >= 0 && top >= 0 && left + window.width <= width && top + window.height <= height;
  if (!whole || !inside || window.width < 1 || window.height < 1) {
    throw new MingaError('E_OPTION', {
      found: `a resize to ${width} × ${height}, window ${window.width} × ${window.height} at (${left}, ${top})`,
      expected: 'whole numbers of at least 1, and a window inside the result',
    });
  }
}
