import { MingaError } from '../../../errors/index.ts';
import type { Block, TiffDirectory } from './directory.ts';
import { cutShort } from './fields.ts';

/** The strips or tiles that cover a picture. */
export interface BlockGrid {
  readonly across: number;
  readonly down: number;
  /** Row by row; all of the first band and then the next where planar. */
  readonly blocks: readonly Block[];
  /** Bytes of a whole block, decompressed. */
  readonly blockBytes: number;
  /** Samples a pixel within a block. */
  readonly samples: number;
}

/** Blocks may reach beyond the picture; their pixels together are bounded by four times the limit. */
const paddingFactor = 4;
/** Bytes for each pixel of the limit that one block may take. */
const blockFactor = 8;
/** Tiles are 256 or 512 pixels wide however small a limit was set. */
const smallestLimit = 2 ** 24;

/**
 * Checks the grid against the limit before anything is decompressed.
 *
 * @throws E_IMAGE where blocks are missing, lie outside the file, or together hold far more pixels than the picture
 */
export function blockGrid(
  directory: TiffDirectory,
  fileBytes: number,
  maxPixels: number,
): BlockGrid {
  const { width, height, blockWidth, blockHeight, planar, bits } = directory;
  if (blockWidth < 1 || blockHeight < 1) throw cutShort();
  const across = Math.ceil(width / blockWidth);
  const down = Math.ceil(height / blockHeight);
  const samples = planar ? 1 : directory.samples;
  const blockBytes = (blockWidth * blockHeight * samples * bits) / 8;
  const limit = Math.max(maxPixels, smallestLimit);
  const pixels = across * blockWidth * down * blockHeight;
  if (pixels > paddingFactor * limit || blockBytes > blockFactor * limit) {
    throw new MingaError('E_IMAGE', {
      found: `a TIFF in blocks of ${blockWidth} × ${blockHeight} × ${samples} values`,
      expected: `blocks that fit a picture of at most ${maxPixels} pixels`,
      fix: 'write the file anew in smaller strips or tiles, or raise maxPixels',
    });
  }
  const blocks = directory.blocks();
  if (blocks.length < across * down * (planar ? directory.samples : 1)) throw cutShort();
  // Also where only some bands are asked for: half a file is no whole picture.
  if (blocks.some(({ offset, length }) => offset + length > fileBytes)) throw cutShort();
  return { across, down, blocks, blockBytes, samples };
}
