import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodeImage } from './image.ts';
import { openSmallJpegDecoder } from './small-jpeg.ts';

/** A picture with edges and gradients, so that every part of a decoder has work. */
function picture(width: number, height: number) {
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)];
    data[i * 3] = (x * 7) % 256;
    data[i * 3 + 1] = x * x + y * y < 900 ? 40 : 220;
    data[i * 3 + 2] = (x * y) % 256;
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const decoder = await openSmallJpegDecoder();

describe('small JPEGs', () => {
  test.each([
    ['4:2:0', picture(97, 61).jpeg()],
    ['4:4:4', picture(64, 64).jpeg({ chromaSubsampling: '4:4:4', quality: 95 })],
    ['progressive', picture(97, 61).jpeg({ progressive: true })],
    ['grey', picture(33, 50).greyscale().jpeg()],
    ['one pixel', picture(1, 1).jpeg()],
  ])('%s has the very pixels that the native library gives', async (_name, pipeline) => {
    const bytes = await pipeline.toBuffer();
    const native = await sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer();
    const found = decoder.decode(bytes);
    expect(found === null ? null : Buffer.from(found.data).equals(native)).toBe(true);
  });

  test.each([
    ['no JPEG', picture(20, 20).png()],
    ['a large one', picture(700, 500).jpeg()],
    ['one with Exif data', picture(20, 20).withMetadata({ orientation: 6 }).jpeg()],
    ['CMYK', picture(20, 20).toColourspace('cmyk').jpeg()],
  ])('%s is left to the other decoder', async (_name, pipeline) => {
    expect(decoder.decode(await pipeline.toBuffer())).toBeNull();
  });

  test('one above the limit is left to the other decoder', async () => {
    const limited = await openSmallJpegDecoder(399);
    expect(limited.decode(await picture(20, 20).jpeg().toBuffer())).toBeNull();
  });

  test('a file that is not sound in every byte is left to the other decoder', async () => {
    const bytes = await picture(60, 40).jpeg().toBuffer();
    const fresh = await openSmallJpegDecoder();
    expect(fresh.decode(bytes.subarray(0, bytes.length - 40))).toBeNull();
    // A new module takes a moment; until then everything goes the other way.
    await expect.poll(() => fresh.decode(bytes)).not.toBeNull();
  });

  test('pictures of any noise and quality have the very pixels of the native library', async () => {
    const size = fc.integer({ min: 1, max: 40 });
    const quality = fc.integer({ min: 1, max: 100 });
    await fc.assert(
      fc.asyncProperty(size, size, quality, fc.nat(), async (width, height, quality, seed) => {
        const noise = Buffer.from(
          Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i * 31 + i * seed) >> 3),
        );
        const bytes = await sharp(noise, { raw: { width, height, channels: 3 } })
          .jpeg({ quality })
          .toBuffer();
        const native = await decodeImage(bytes);
        const found = decoder.decode(bytes);
        expect(found === null ? null : Buffer.from(found.data).equals(native.data)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  // Numbers that overflow are cut off here and wrap around there, so damaged pixels may differ.
  test('no change of bytes makes it throw or gives a picture of another size', async () => {
    const bytes = await picture(40, 30).jpeg().toBuffer();
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(flips, fc.nat(bytes.length), async (flips, cut) => {
        const changed = Buffer.from(bytes.subarray(0, cut === 0 ? undefined : cut));
        for (const [at, value] of flips) if (at < changed.length) changed[at] = value;
        await expect.poll(() => decoder.decode(bytes), { timeout: 30_000 }).not.toBeNull();
        const found = decoder.decode(changed);
        if (found === null) return;
        const native = await decodeImage(changed);
        expect([found.width, found.height]).toEqual([native.width, native.height]);
        expect(found.data).toHaveLength(found.width * found.height * 3);
      }),
      { numRuns: 300 },
    );
  });
});
