import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isMingaError } from '../../../errors/index.ts';
import { decodeImage } from '../../image.ts';
import { stripJpeg } from './jpeg.ts';
import { stripPng } from './png.ts';

const [width, height] = [40, 24];
const pixels = Uint8Array.from({ length: width * height * 3 }, (_, k) => (k * 37) % 256);
const raw = { width, height, channels: 3 } as const;
const exif = {
  IFD0: {
    ImageDescription: 'Nadie Persona',
    Artist: 'Ana Silva',
    Orientation: '6',
    DateTime: '2021:03:12 10:15:30',
  },
  IFD2: { BodySerialNumber: 'SN4711', LensSerialNumber: 'SN4712' },
  IFD3: { GPSLatitude: '6/1 14/1 0/1', GPSLongitude: '75/1 34/1 0/1' },
};
const secrets = ['Nadie', 'Silva', 'SN4711', '2021:03:12', 'MINGA-XMP', 'a comment'];

function pictured(format: 'jpeg' | 'png', orientation = 6): Promise<Buffer> {
  return sharp(pixels, { raw })
    .withExif(exif)
    .withMetadata({ orientation })
    .withExifMerge({ ...exif, IFD0: { ...exif.IFD0, Orientation: `${orientation}` } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">MINGA-XMP</x:xmpmeta>')
    .toFormat(format, { quality: 90 })
    .toBuffer();
}

/** A JPEG with a comment, IPTC and something behind its end. */
async function jpeg(orientation = 6): Promise<Buffer> {
  const plain = await pictured('jpeg', orientation);
  const segment = (marker: number, content: string) =>
    Buffer.concat([
      Buffer.from([0xff, marker, 0, content.length + 2]),
      Buffer.from(content, 'latin1'),
    ]);
  const added = [segment(0xfe, 'a comment'), segment(0xed, 'Photoshop 3.0\0Nadie')];
  return Buffer.concat([plain.subarray(0, 2), ...added, plain.subarray(2), Buffer.from('Nadie')]);
}

describe('a JPEG', () => {
  it('loses all that stands beside its pixels, and is told by kind', async () => {
    const before = await jpeg();
    const { bytes, found } = stripJpeg(before);
    for (const secret of secrets) {
      expect(before.includes(secret)).toBe(true);
      expect(Buffer.from(bytes).includes(secret)).toBe(false);
    }
    expect([...found.keys()].sort()).toEqual([
      'behind-the-end',
      'date-in-exif',
      'exif',
      'gps',
      'iptc',
      'person-in-exif',
      'serial-number',
      'text',
      'xmp',
    ]);
    const { exif: left, xmp, iptc } = await sharp(bytes).metadata();
    expect([xmp, iptc]).toEqual([undefined, undefined]);
    expect(left?.length).toBeLessThan(40);
  });

  it.each([1, 3, 6, 8])('is decoded to the same pixels, turned the same way: %i', async way => {
    const before = await jpeg(way);
    expect(await decodeImage(stripJpeg(before).bytes)).toEqual(await decodeImage(before));
  });

  it('keeps a colour profile, progressive scans and restarts as they are', async () => {
    const before = await sharp(pixels, { raw })
      .withIccProfile('p3')
      .jpeg({ progressive: true })
      .toBuffer();
    const { bytes, found } = stripJpeg(before);
    expect(found.has('other-metadata')).toBe(false);
    expect((await sharp(bytes).metadata()).icc).toEqual((await sharp(before).metadata()).icc);
    expect(await decodeImage(bytes)).toEqual(await decodeImage(before));
  });
});

function chunk(type: string, content: string): Buffer {
  const body = Buffer.from(type + content, 'latin1');
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(content.length, 0);
  bytes.set(body, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

/** Behind the signature and IHDR, where any chunk may stand. */
const pngHead = 33;

describe('a PNG', () => {
  it('loses all that stands beside its pixels, and is told by kind', async () => {
    const plain = await pictured('png');
    const before = Buffer.concat([
      plain.subarray(0, pngHead),
      chunk('tEXt', 'Author\0Ana Silva'),
      chunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0MINGA-XMP'),
      chunk('tIME', '\u0007\u00e5\u0003\u000c\u000a\u000f\u001e'),
      plain.subarray(pngHead),
      Buffer.from('Nadie'),
    ]);
    const { bytes, found } = stripPng(before);
    for (const secret of ['Nadie', 'Silva', 'SN4711', 'MINGA-XMP', 'tIME']) {
      expect(before.includes(secret)).toBe(true);
      expect(Buffer.from(bytes).includes(secret)).toBe(false);
    }
    expect(found.get('text')).toBe(1);
    expect(found.get('date')).toBe(1);
    expect(found.get('gps')).toBe(1);
    // One compressed, as sharp writes it, and one as programs for photographs do.
    expect(found.get('xmp')).toBe(2);
    expect(found.get('behind-the-end')).toBe(1);
  });

  it.each([1, 6])('is decoded to the same pixels, turned the same way: %i', async way => {
    const before = await pictured('png', way);
    expect(await decodeImage(stripPng(before).bytes)).toEqual(await decodeImage(before));
  });
});

describe('damaged pictures', () => {
  it('are refused, or written without what stood beside the pixels', async () => {
    const files = [await jpeg(), await pictured('png')];
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        fc.constantFrom(0, 1),
        fc.array(change, { maxLength: 4 }),
        fc.nat(),
        (which, changes, cut) => {
          const bytes = Buffer.from(files[which]);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const part = cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes;
          try {
            (which === 0 ? stripJpeg : stripPng)(part);
          } catch (error) {
            expect(isMingaError(error, 'E_IMAGE')).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of real photographs are read as well', async () => {
    const golden: readonly { readonly file: string }[] = JSON.parse(
      readFileSync(new URL('../../picture/golden/depths.json', import.meta.url), 'utf8'),
    );
    for (const { file } of golden) {
      const bytes = Buffer.from(file, 'base64');
      if (bytes[1] !== 0x50) continue;
      expect(await decodeImage(stripPng(bytes).bytes)).toEqual(await decodeImage(bytes));
    }
  });
});
