import { MingaError } from '../../../errors/index.ts';
import type { Deadline } from '../deadline.ts';
import type { SampleArray } from '../sample-scale.ts';
import { type BlockGrid, blockGrid } from './block-grid.ts';
import { blockSamples, sampleStore } from './block-samples.ts';
import { decompressor } from './compression.ts';
import type { TiffDirectory } from './directory.ts';

/** Where a block lies in the picture, and how much of it does. */
interface Place {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Reads bands, which count from 0, interleaved in the order asked for.
 *
 * @throws E_IMAGE where the file is cut short or damaged, or its values are of a kind that is not read
 */
export function readBands(
  bytes: Uint8Array,
  directory: TiffDirectory,
  bands: readonly number[],
  maxPixels: number,
  deadline: Deadline,
): SampleArray {
  const { width, height, planar } = directory;
  const out = store(directory, width * height * bands.length);
  const grid = blockGrid(directory, bytes.length, maxPixels);
  const decode = blockDecoder(bytes, directory, grid);
  const perPlane = grid.across * grid.down;
  for (let block = 0; block < perPlane; block++) {
    const place = placeOf(block, directory, grid);
    for (const plane of planar ? new Set(bands) : [0]) {
      deadline();
      const values = decode(plane * perPlane + block, place.rows);
      for (const [channel, band] of bands.entries()) {
        if (planar && band !== plane) continue;
        const from = { start: planar ? 0 : band, step: grid.samples, row: directory.blockWidth };
        const to = { start: channel, step: bands.length, row: width };
        copyBand(values, from, out, to, place);
      }
    }
  }
  return out;
}

function store({ kind, bits }: TiffDirectory, length: number): SampleArray {
  const made = sampleStore(kind, bits, length);
  if (made !== null) return made;
  throw new MingaError('E_IMAGE', {
    found: `a TIFF of ${bits}-bit ${kind === 'float' ? 'floating-point values' : 'integers'}`,
    expected: 'integers of 8, 16 or 32 bits or floating-point values of 32 or 64',
  });
}

function placeOf(block: number, directory: TiffDirectory, { across }: BlockGrid): Place {
  const { width, height, blockWidth, blockHeight } = directory;
  const left = (block % across) * blockWidth;
  const top = Math.floor(block / across) * blockHeight;
  return {
    left,
    top,
    columns: Math.min(blockWidth, width - left),
    rows: Math.min(blockHeight, height - top),
  };
}

function blockDecoder(bytes: Uint8Array, directory: TiffDirectory, grid: BlockGrid) {
  const decompress = decompressor(directory.compression);
  const { blockWidth, blockHeight, tiled } = directory;
  return (index: number, rows: number): SampleArray => {
    const { offset, length } = grid.blocks[index];
    const data = decompress(bytes.subarray(offset, offset + length), grid.blockBytes);
    return blockSamples(data, {
      ...directory,
      width: blockWidth,
      // The last tile is whole, the last strip is not.
      rows: tiled ? blockHeight : rows,
      samples: grid.samples,
    });
  };
}

/** Samples of one band within an interleaved array; `row` is in pixels. */
interface BandLayout {
  readonly start: number;
  readonly step: number;
  readonly row: number;
}

function copyBand(
  values: SampleArray,
  from: BandLayout,
  out: SampleArray,
  to: BandLayout,
  { left, top, columns, rows }: Place,
): void {
  for (let y = 0; y < rows; y++) {
    let source = y * from.row * from.step + from.start;
    let target = ((top + y) * to.row + left) * to.step + to.start;
    for (let x = 0; x < columns; x++, source += from.step, target += to.step) {
      out[target] = values[source];
    }
  }
}
