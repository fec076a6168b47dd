import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../tensor/index.ts';
import { decodeImage, describeImage } from '../../image.ts';
import { startDeadline } from '../deadline.ts';
import { decodeOptions } from '../options.ts';
import { oriented } from '../rgb-image.ts';
import { decodeTiff, readTiffDirectory } from './index.ts';

const width = 150;
const height = 110;
const random = new Random(5, 'tiff');
const pixels = Buffer.from(
  Uint8Array.from({ length: width * height * 3 }, (_, i) => (i >> 5) + random.below(9)),
);

function picture() {
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

describe('bands of a TIFF that libtiff wrote', () => {
  it.each([
    { compression: 'none' },
    { compression: 'lzw' },
    { compression: 'lzw', predictor: 'horizontal' },
    { compression: 'deflate' },
    { compression: 'deflate', predictor: 'horizontal' },
    { compression: 'packbits' },
    { compression: 'lzw', tile: true, tileWidth: 64, tileHeight: 32 },
    { compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16 },
  ] as const)('are its pixels: %j', async options => {
    const file = await picture().tiff(options).toBuffer();
    const { data } = await decodeImage(file, { bands: [1, 2, 3] });
    expect(Buffer.from(data).equals(pixels)).toBe(true);
  });

  it('are refused by the name of their compression', async () => {
    const file = await picture().tiff({ compression: 'jpeg' }).toBuffer();
    await expect(decodeImage(file, { bands: [1, 2, 3] })).rejects.toThrow('JPEG compression');
    await expect(decodeImage(file)).resolves.toMatchObject({ width });
  });

  it('are refused where there is no such band', async () => {
    const file = await picture().tiff({ compression: 'lzw' }).toBuffer();
    await expect(decodeImage(file, { bands: [4, 3, 2] })).rejects.toThrow('band 4 of a TIFF of 3');
  });

  it('are decoded up to the pixel limit and no further', async () => {
    const file = await picture().tiff({ compression: 'lzw' }).toBuffer();
    const bands = [1];
    const maxPixels = width * height;
    await expect(decodeImage(file, { bands, maxPixels })).resolves.toMatchObject({ width });
    await expect(decodeImage(file, { bands, maxPixels: maxPixels - 1 })).rejects.toThrow('pixels');
  });

  it('are given up between two blocks once time is up', async () => {
    const file = await picture().tiff({ compression: 'lzw' }).toBuffer();
    const options = decodeOptions({ bands: [1] });
    const directory = readTiffDirectory(file);
    const decode = (seconds: number) =>
      decodeTiff(file, directory, options, startDeadline(seconds));
    expect(decode(30)).toMatchObject({ width, height });
    expect(() => decode(-1)).toThrow('too long');
  });

  it('cannot be cropped to more than there is', async () => {
    const file = await picture().tiff({ compression: 'lzw' }).toBuffer();
    const centerCrop = { width: 224, height: 224 };
    await expect(decodeImage(file, { centerCrop })).rejects.toThrow('224 × 224');
  });

  it.each([2, 3, 4, 5, 6, 7, 8])('obey orientation %i as libvips does', async orientation => {
    const file = await picture()
      .withMetadata({ orientation })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const named = await decodeImage(file, { bands: [1, 2, 3] });
    const plain = await decodeImage(file);
    expect([named.width, named.height]).toEqual([plain.width, plain.height]);
    expect(Buffer.from(named.data).equals(Buffer.from(plain.data))).toBe(true);
    const turned = oriented({ width, height, data: pixels }, orientation);
    expect(Buffer.from(named.data).equals(Buffer.from(turned.data))).toBe(true);
  });
});

describe('describeImage', () => {
  it('reads the header of a TIFF', async () => {
    const file = await picture().tiff({ compression: 'lzw' }).toBuffer();
    expect(await describeImage(file)).toMatchObject({
      format: 'tiff',
      width,
      height,
      channels: 3,
      bits: 8,
      frames: 1,
    });
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('reads the header of a %s', async format => {
    const file = await picture().toFormat(format).toBuffer();
    expect(await describeImage(file)).toMatchObject({ format, width, height, frames: 1 });
  });

  it('refuses a picture that promises too many pixels', async () => {
    const file = await picture().png().toBuffer();
    await expect(describeImage(file, { maxPixels: 100 })).rejects.toThrow('[E_IMAGE]');
    await expect(describeImage(Buffer.from('text'))).rejects.toThrow('no known image format');
  });
});
