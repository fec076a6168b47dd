import { MingaError } from '../../../errors/index.ts';
import { cutShort, tiffFields } from './fields.ts';

export type SampleKind = 'uint' | 'int' | 'float';

/** What the first image directory of a TIFF says of its picture. Sizes in pixels, places in bytes. */
export interface TiffDirectory {
  readonly littleEndian: boolean;
  readonly width: number;
  readonly height: number;
  /** Samples a pixel: the bands. */
  readonly samples: number;
  /** Bits a sample, the same for all. */
  readonly bits: number;
  readonly kind: SampleKind;
  readonly photometric: number;
  /** True where the one sample beyond the colours is alpha. */
  readonly alpha: boolean;
  readonly compression: number;
  readonly predictor: number;
  /** True where every band has blocks of its own. */
  readonly planar: boolean;
  readonly tiled: boolean;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly orientation: number;
  readonly noData: number | null;
  /** Where the blocks are: all of the first band and then the next where planar. */
  readonly blocks: () => readonly Block[];
}

export interface Block {
  readonly offset: number;
  readonly length: number;
}

export const photometrics = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3 } as const;

const kinds: readonly SampleKind[] = ['uint', 'uint', 'int', 'float'];

/**
 * Reads the first directory. Nothing is allocated by what it says; the blocks are listed when asked for.
 *
 * @throws E_IMAGE where the directory lies outside the file, or its samples differ from one another
 */
export function readTiffDirectory(bytes: Uint8Array): TiffDirectory {
  const fields = tiffFields(bytes);
  const width = fields.number(256);
  const height = fields.number(257);
  const samples = fields.number(277, 1);
  const bits = uniform(fields.numbers(258, [1]), 'bits a sample');
  const kind = kinds[uniform(fields.numbers(339, [1]), 'sample format')];
  if (kind === undefined) {
    throw new MingaError('E_IMAGE', {
      found: 'a TIFF of complex or undefined values',
      expected: 'integers or floating-point numbers',
    });
  }
  const tiled = fields.has(322);
  const extra = fields.numbers(338, []);
  return {
    littleEndian: fields.littleEndian,
    width,
    height,
    samples,
    bits,
    kind,
    photometric: fields.number(262, photometrics.blackIsZero),
    alpha: extra.length === 1 && (extra[0] === 1 || extra[0] === 2),
    compression: fields.number(259, 1),
    predictor: fields.number(317, 1),
    planar: fields.number(284, 1) === 2 && samples > 1,
    tiled,
    blockWidth: tiled ? fields.number(322) : width,
    blockHeight: tiled ? fields.number(323) : Math.min(height, fields.number(278, height)),
    orientation: fields.number(274, 1),
    noData: noDataValue(fields.text(42113)),
    blocks: () => {
      const offsets = fields.numbers(tiled ? 324 : 273, []);
      const lengths = fields.numbers(tiled ? 325 : 279, []);
      if (offsets.length !== lengths.length) throw cutShort();
      return offsets.map((offset, i) => ({ offset, length: lengths[i] }));
    },
  };
}

function uniform(values: readonly number[], what: string): number {
  const [first] = values;
  if (first !== undefined && values.every(value => value === first)) return first;
  throw new MingaError('E_IMAGE', {
    found: `a TIFF whose bands differ in their ${what}`,
    expected: `the same ${what} for all bands`,
  });
}

function noDataValue(text: string | null): number | null {
  if (text === null || text.trim() === '') return null;
  const value = Number(text);
  return Number.isNaN(value) ? null : value;
}
