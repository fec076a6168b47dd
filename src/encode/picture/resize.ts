import type { RgbImage } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { type ResampleFilter, resampleTaps, type Taps } from './resample-filter.ts';
import { openResizeKernel, type ResizeKernel } from './resize-kernel.ts';

/** A part of the resized picture, in its pixels. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ResizeOptions {
  /** Default `bilinear`. */
  readonly filter?: ResampleFilter;
  /** Only this part of the result is computed. Default: all of it. */
  readonly window?: Window;
}

/** Takes row `y` of the window, red first; the bytes are valid during the call alone. */
export type RowSink = (row: Uint8Array, y: number) => void;

/**
 * Resizes pictures as Pillow's `Image.resize` does, to the bit: a convolution of the rows, then of
 * the columns, with 22-bit fixed-point weights and rounding to 8 bits after each of the two. It
 * keeps the memory and the weights of earlier pictures, so one serves a thread for all of them.
 */
export interface Resizer {
  /**
   * Hands over the rows of the picture resized to `width` × `height`, from the window's top down.
   *
   * @throws E_OPTION where a size is not a whole number of at least 1, or the window leaves the
   * result
   */
  rows(image: RgbImage, width: number, height: number, options: ResizeOptions, sink: RowSink): void;
  /** The resized picture, or the window of it. @throws as `rows` */
  picture(image: RgbImage, width: number, height: number, options?: ResizeOptions): RgbImage;
}

// A data set holds few sizes; without a bound, hostile sizes would fill the memory.
const mostTables = 64;

/**
 * @example
 * const small = createResizer().picture(image, 224, 224, { filter: 'bicubic' });
 */
export function createResizer(): Resizer {
  const kernel = openResizeKernel();
  const tables = new Map<string, Taps>();

  function taps(from: number, to: number, filter: Exclude<ResampleFilter, 'nearest'>): Taps {
    const key = `${from} ${to} ${filter}`;
    const known = tables.get(key);
    if (known !== undefined) return known;
    if (tables.size >= mostTables) tables.clear();
    const table = resampleTaps(from, to, filter);
    tables.set(key, table);
    return table;
  }

  const resizer: Resizer = {
    rows(image, width, height, options, sink) {
      const { filter = 'bilinear', window = { left: 0, top: 0, width, height } } = options;
      checkSizes(width, height, window);
      if (filter === 'nearest') return pickNearest(image, width, height, window, sink);
      // An axis that keeps its length is copied, not convolved with weights of one.
      const across = image.width === width ? null : taps(image.width, width, filter);
      const down = image.height === height ? null : taps(image.height, height, filter);
      convolve(kernel, image, across, down, window, sink);
    },
    picture(image, width, height, options = {}) {
      const window = options.window ?? { left: 0, top: 0, width, height };
      checkSizes(width, height, window);
      const length = window.width * 3;
      const data = new Uint8Array(window.height * length);
      resizer.rows(image, width, height, options, (row, y) => data.set(row, y * length));
      return { width: window.width, height: window.height, data };
    },
  };
  return resizer;
}

/** The kernel may touch so many bytes behind what it is given. */
const slack = 16;
/** Source rows go into the kernel's memory a few at a time: what was just copied is still in cache. */
const stripRows = 16;

function convolve(
  kernel: ResizeKernel,
  image: RgbImage,
  across: Taps | null,
  down: Taps | null,
  window: Window,
  sink: RowSink,
): void {
  const length = window.width * 3;
  const bottom = window.top + window.height - 1;
  const from = down === null ? window.top : down.first[window.top];
  const to = down === null ? bottom + 1 : down.first[bottom] + down.count[bottom];
  const memory = layOut(kernel, image, across, down, (to - from) * length, length);
  const bytes = new Uint8Array(kernel.memory.buffer);
  if (across === null) copyRows(image, from, to, window, bytes, memory.middle);
  else convolveRows(kernel, image, from, to, across, window, bytes, memory);
  const weightSize = Int32Array.BYTES_PER_ELEMENT;
  for (let y = 0; y < window.height; y++) {
    let at = memory.middle + y * length;
    if (down !== null) {
      const i = window.top + y;
      const source = memory.middle + (down.first[i] - from) * length;
      const weights = memory.down + i * down.width * weightSize;
      at = memory.row;
      kernel.columns(source, length, weights, weights + down.count[i] * weightSize, at, length);
    }
    sink(bytes.subarray(at, at + length), y);
  }
}

interface Memory {
  /** The rows after the first convolution. */
  readonly middle: number;
  /** One row of the result. */
  readonly row: number;
  readonly strip: number;
  readonly first: number;
  readonly counts: number;
  readonly across: number;
  readonly down: number;
}

/** Finds a place for everything, makes the memory large enough and copies the tables. */
function layOut(
  kernel: ResizeKernel,
  image: RgbImage,
  across: Taps | null,
  down: Taps | null,
  middleLength: number,
  rowLength: number,
): Memory {
  let end = 0;
  const place = (length: number) => {
    const start = end;
    end = Math.ceil((end + length + slack) / 16) * 16;
    return start;
  };
  const memory = {
    middle: place(middleLength),
    row: place(rowLength),
    strip: place(image.width * 3 * stripRows),
    first: place(across?.first.byteLength ?? 0),
    counts: place(across?.count.byteLength ?? 0),
    across: place(across?.weights.byteLength ?? 0),
    down: place(down?.weights.byteLength ?? 0),
  };
  const missing = end - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / 65_536));
  const { buffer } = kernel.memory;
  const put = (at: number, table: Int32Array) => new Int32Array(buffer, at).set(table);
  if (across !== null) {
    put(memory.first, across.first);
    put(memory.counts, across.count);
    put(memory.across, across.weights);
  }
  if (down !== null) put(memory.down, down.weights);
  return memory;
}

function convolveRows(
  kernel: ResizeKernel,
  { data, width }: RgbImage,
  from: number,
  to: number,
  across: Taps,
  window: Window,
  bytes: Uint8Array,
  memory: Memory,
): void {
  const stride = width * 3;
  const skipped = window.left * Int32Array.BYTES_PER_ELEMENT;
  const weightsStride = across.width * Int32Array.BYTES_PER_ELEMENT;
  for (let y = from; y < to; y += stripRows) {
    const rows = Math.min(stripRows, to - y);
    bytes.set(data.subarray(y * stride, (y + rows) * stride), memory.strip);
    kernel.rows(
      memory.strip,
      stride,
      memory.strip + rows * stride,
      memory.middle + (y - from) * window.width * 3,
      window.width * 3,
      memory.first + skipped,
      memory.counts + skipped,
      memory.across + window.left * weightsStride,
      weightsStride,
      window.width,
    );
  }
}

function copyRows(
  { data, width }: RgbImage,
  from: number,
  to: number,
  window: Window,
  bytes: Uint8Array,
  target: number,
): void {
  const length = window.width * 3;
  for (let y = from; y < to; y++) {
    const source = (y * width + window.left) * 3;
    bytes.set(data.subarray(source, source + length), target + (y - from) * length);
  }
}

function pickNearest(
  image: RgbImage,
  width: number,
  height: number,
  window: Window,
  sink: RowSink,
): void {
  const columns = nearestPositions(image.width, width);
  const rows = nearestPositions(image.height, height);
  const row = new Uint8Array(window.width * 3);
  for (let y = 0; y < window.height; y++) {
    const start = rows[window.top + y] * image.width;
    for (let x = 0; x < window.width; x++) {
      const source = (start + columns[window.left + x]) * 3;
      row[x * 3] = image.data[source];
      row[x * 3 + 1] = image.data[source + 1];
      row[x * 3 + 2] = image.data[source + 2];
    }
    sink(row, y);
  }
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
