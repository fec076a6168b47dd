import { damaged } from './damage.ts';
import type { DicomFile } from './data-set.ts';
import type { FrameSamples } from './frame-samples.ts';
import { lookUp, readLookUpTable } from './look-up-table.ts';
import type { PixelHeader } from './pixel-header.ts';

/**
 * Colour samples as 8-bit RGB: red, green and blue keep their highest 8 bits; YBR_FULL is converted by
 * PS3.3, C.7.6.3.1.2.
 *
 * @throws E_IMAGE where luma and chroma have other than 8 bits
 */
export function colourToRgb(
  { values, bits, rgb }: FrameSamples,
  { photometric }: PixelHeader,
): Uint8Array {
  if (rgb || photometric === 'RGB') return eightBits(values, bits);
  if (!photometric.startsWith('YBR_FULL') || bits !== 8) {
    throw damaged(`${photometric} of ${bits} bits in this transfer syntax`, 'YBR_FULL of 8 bits');
  }
  const data = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i += 3) {
    const luma = values[i];
    const blue = values[i + 1] - 128;
    const red = values[i + 2] - 128;
    data[i] = clamped(luma + 1.402 * red);
    data[i + 1] = clamped(
      luma - ((0.114 * 1.772) / 0.587) * blue - ((0.299 * 1.402) / 0.587) * red,
    );
    data[i + 2] = clamped(luma + 1.772 * blue);
  }
  return data;
}

const channels = [
  { descriptor: 'x00281101', data: 'x00281201' },
  { descriptor: 'x00281102', data: 'x00281202' },
  { descriptor: 'x00281103', data: 'x00281203' },
] as const;

/**
 * Samples of PALETTE COLOR as 8-bit RGB; entries of 16 bits keep their highest 8.
 *
 * @throws E_IMAGE where a palette is absent, segmented or damaged
 */
export function paletteToRgb({ values }: FrameSamples, { dataSet }: DicomFile): Uint8Array {
  if (dataSet.elements.x00281221 !== undefined) {
    throw damaged('a segmented palette', 'a palette that is written out');
  }
  const data = new Uint8Array(values.length * 3);
  for (const [channel, tags] of channels.entries()) {
    const table = readLookUpTable(dataSet, tags.descriptor, tags.data, false);
    const shift = table.bits - 8;
    for (let i = 0; i < values.length; i++) {
      data[i * 3 + channel] = Math.min(255, lookUp(table, values[i]) >>> shift);
    }
  }
  return data;
}

function eightBits(values: Uint8Array | Uint16Array, bits: number): Uint8Array {
  if (bits === 8 && values instanceof Uint8Array) return values;
  if (bits >= 8) return Uint8Array.from(values, value => value >>> (bits - 8));
  const most = 2 ** bits - 1;
  return Uint8Array.from(values, value => Math.floor((value / most) * 255 + 0.5));
}

function clamped(value: number): number {
  return Math.min(255, Math.max(0, Math.floor(value + 0.5)));
}
