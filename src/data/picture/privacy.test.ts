import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage, describeImage } from '../image.ts';

const place = { GPSLatitude: '6/1 14/1 0/1', GPSLongitude: '75/1 34/1 0/1' };
const exif = { IFD0: { ImageDescription: 'Nadie Persona', Orientation: '6' }, IFD3: place };

/** Red, green and blue next to each other, then black below. */
const pixels = Buffer.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

function marked(format: 'jpeg' | 'png' | 'webp'): Promise<Buffer> {
  return sharp(pixels, { raw: { width: 3, height: 2, channels: 3 } })
    .withExif(exif)
    .withMetadata({ orientation: 6 })
    .withExifMerge(exif)
    .toFormat(format, { quality: 100 })
    .toBuffer();
}

describe('what a picture file says beside its pixels', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'is not kept, and its orientation is obeyed: %s',
    async format => {
      const file = await marked(format);
      expect(file.includes('Nadie Persona')).toBe(true);
      const image = await decodeImage(file);
      expect(Object.keys(image).sort()).toEqual(['data', 'height', 'width']);
      expect([image.width, image.height]).toEqual([2, 3]);
      expect(Buffer.from(image.data).includes('Nadie')).toBe(false);
      const description = await describeImage(file);
      expect(JSON.stringify(description)).not.toMatch(/Nadie|GPS|75/);
    },
  );

  it('does not reach the description of a DICOM file', async () => {
    const [{ file }] = syntaxes;
    const bytes = Buffer.from(file, 'base64');
    expect(bytes.includes('Nadie^Persona')).toBe(true);
    expect(await describeImage(bytes)).toEqual({
      format: 'dicom',
      width: 10,
      height: 6,
      channels: 1,
      bits: 12,
      frames: 1,
      photometric: 'MONOCHROME2',
      coding: 'implicit little endian',
    });
  });
});

const syntaxes: readonly { readonly name: string; readonly file: string }[] = JSON.parse(
  readFileSync(new URL('./golden/syntaxes.json', import.meta.url), 'utf8'),
);

describe('the decoders', () => {
  it('load under the module loader of Node itself, not only under that of the tests', {
    timeout: 60_000,
  }, async () => {
    const image = new URL('../image.ts', import.meta.url).href;
    const golden = new URL('./golden/syntaxes.json', import.meta.url).pathname;
    const script = `
      import { readFileSync } from 'node:fs';
      import { decodeImage } from ${JSON.stringify(image)};
      for (const { file } of JSON.parse(readFileSync(${JSON.stringify(golden)}, 'utf8'))) {
        await decodeImage(Buffer.from(file, 'base64'));
      }
      console.log('decoded');`;
    const arguments_ = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, arguments_);
    expect(stdout.trim()).toBe('decoded');
  });
});
