import { writeFile } from 'node:fs/promises';

/** A picture of several bands: 8 bits each, the bands of a pixel side by side, rows from the top left. */
export interface BandPicture {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly pixels: Uint8Array;
}

const short = 3;
const long = 4;

/**
 * Writes a TIFF of several bands without compression, in one strip, as satellite pictures come
 * (TIFF 6.0, little endian, chunky).
 */
export async function writeBandTiff(path: string, picture: BandPicture): Promise<void> {
  await writeFile(path, bandTiff(picture));
}

function bandTiff({ width, height, bands, pixels }: BandPicture): Buffer {
  const extra = bands - 1;
  const headerLength = 8;
  const tags = 11;
  const directoryLength = 2 + 12 * tags + 4;
  const bitsAt = headerLength + directoryLength;
  const extraAt = bitsAt + 2 * bands;
  const pixelsAt = extraAt + 2 * extra;
  const file = Buffer.alloc(pixelsAt + pixels.length);
  file.write('II', 0, 'latin1');
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(headerLength, 4);
  file.writeUInt16LE(tags, headerLength);
  const entries: readonly (readonly [number, number, number, number])[] = [
    [256, long, 1, width],
    [257, long, 1, height],
    [258, short, bands, bitsAt],
    [259, short, 1, 1],
    // Black is zero: there are more bands than colours.
    [262, short, 1, 1],
    [273, long, 1, pixelsAt],
    [277, short, 1, bands],
    [278, long, 1, height],
    [279, long, 1, pixels.length],
    [284, short, 1, 1],
    [338, short, extra, extraAt],
  ];
  entries.forEach(([tag, type, count, value], place) => {
    const at = headerLength + 2 + 12 * place;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    file.writeUInt32LE(value, at + 8);
  });
  for (let band = 0; band < bands; band++) file.writeUInt16LE(8, bitsAt + 2 * band);
  file.set(pixels, pixelsAt);
  return file;
}
