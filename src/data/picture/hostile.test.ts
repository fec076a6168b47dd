import { readFileSync } from 'node:fs';
import { deflateRawSync, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import { type DecodeOptions, decodeImage, describeImage } from '../image.ts';

interface Golden {
  readonly name: string;
  readonly file: string;
  readonly options?: DecodeOptions;
}

const files = ['syntaxes', 'photometrics', 'depths', 'windows', 'frames', 'deep', 'bands'];

const goldens: readonly Golden[] = files.flatMap(name =>
  JSON.parse(readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8')),
);

function bytesOf({ file }: Golden): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(file, 'base64'));
}

function named(name: string): Uint8Array<ArrayBuffer> {
  const golden = goldens.find(entry => entry.name === name);
  if (golden === undefined) throw new Error(`no golden picture ${name}`);
  return bytesOf(golden);
}

/** Small, so that damage that asks for a large picture is refused by its header. */
const maxPixels = 4096;

/** A picture whose size and bytes agree, or E_IMAGE; anything else is a fault. */
async function survives(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<'picture' | 'refused'> {
  try {
    const { width, height, data } = await decodeImage(bytes, { ...options, maxPixels });
    expect(width * height).toBeLessThanOrEqual(maxPixels);
    expect(data.length).toBe(width * height * 3);
    return 'picture';
  } catch (error) {
    if (!isMingaError(error, 'E_IMAGE')) throw error;
    expect(error.message).not.toMatch(/Nadie|Persona/);
    return 'refused';
  }
}

describe('a damaged picture', () => {
  it('is refused or decoded whole when it is cut anywhere', { timeout: 120_000 }, async () => {
    for (const golden of goldens) {
      const bytes = bytesOf(golden);
      const step = Math.max(1, Math.floor(bytes.length / 25));
      for (let length = 0; length < bytes.length; length += step) {
        await survives(bytes.subarray(0, length), golden.options);
      }
    }
  });

  it('is refused when its pixels are cut short', { timeout: 60_000 }, async () => {
    const cut = ['explicit', 'RLE', 'JPEG', 'JPEG-LS', 'JPEG 2000', 'Sentinel-2', 'floats', 'grey'];
    for (const golden of goldens.filter(({ name }) => cut.some(start => name.startsWith(start)))) {
      const bytes = bytesOf(golden);
      const tail = golden.name.includes('TIFF') || !isDicom(bytes) ? 400 : 24;
      const cutShort = bytes.subarray(0, Math.max(8, bytes.length - tail));
      expect(await survives(cutShort, golden.options), golden.name).toBe('refused');
    }
  });

  it('is refused or decoded to its size when bytes are changed at random', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...goldens),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (golden, changes) => {
          const bytes = bytesOf(golden);
          for (const [at, change] of changes) bytes[at % bytes.length] ^= change;
          await survives(bytes, golden.options);
          await describeImage(bytes, { maxPixels }).catch(error => {
            if (!isMingaError(error, 'E_IMAGE')) throw error;
          });
        },
      ),
      { numRuns: 1500, seed: 20_260 },
    );
  });

  it('is refused or decoded to its size when its compressed pixels are changed', {
    timeout: 120_000,
  }, async () => {
    const coded = goldens.filter(({ name }) =>
      /JPEG|RLE|LZW|deflate|PackBits|predictor/.test(name),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...coded),
        fc.array(
          fc.tuple(fc.double({ min: 0.5, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 })),
          { minLength: 1, maxLength: 8 },
        ),
        async (golden, changes) => {
          const bytes = bytesOf(golden);
          for (const [share, change] of changes)
            bytes[Math.floor(share * (bytes.length - 1))] ^= change;
          await survives(bytes, golden.options);
        },
      ),
      { numRuns: 1500, seed: 4 },
    );
  });

  it('leaves the decoders fit for the next picture', async () => {
    for (const name of [
      'JPEG-LS of 12 bits',
      'JPEG 2000 of 12 bits',
      'JPEG lossless of 12 bits, predictor 1',
    ]) {
      const bytes = named(name);
      const broken = bytes.slice();
      broken.fill(0xa5, broken.length - 60, broken.length - 12);
      await survives(broken);
      expect(await survives(bytes)).toBe('picture');
    }
  });
});

function isDicom(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(128, 132)).toString() === 'DICM';
}

/** Replaces the value of the first element with that tag (group and element as they stand in the file). */
function withTag(bytes: Uint8Array<ArrayBuffer>, tag: readonly number[], value: readonly number[]) {
  const own = bytes.slice();
  const at = Buffer.from(own).indexOf(Uint8Array.from(tag), 132);
  own.set(value, at + 8);
  return own;
}

const rows = [0x28, 0, 0x10, 0];
const columns = [0x28, 0, 0x11, 0];
const samplesPerPixel = [0x28, 0, 0x02, 0];
const bitsAllocated = [0x28, 0, 0x00, 0x01];
const bitsStored = [0x28, 0, 0x01, 0x01];
const highBit = [0x28, 0, 0x02, 0x01];

describe('a DICOM header that lies', () => {
  const lies: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    ['no rows', rows, [0, 0]],
    ['more rows than pixels', rows, [7, 0]],
    ['65,535 rows', rows, [0xff, 0xff]],
    ['65,535 columns', columns, [0xff, 0xff]],
    ['two samples a pixel', samplesPerPixel, [2, 0]],
    ['three samples of a grey picture', samplesPerPixel, [3, 0]],
    ['no bits', bitsAllocated, [0, 0]],
    ['one bit', bitsAllocated, [1, 0]],
    ['32 bits', bitsAllocated, [32, 0]],
    ['more bits stored than allocated', bitsStored, [17, 0]],
    ['no bits stored', bitsStored, [0, 0]],
    ['a high bit outside', highBit, [16, 0]],
    ['a high bit below the bits stored', highBit, [3, 0]],
  ];

  it.each(lies)('is refused: %s', async (_name, tag, value) => {
    for (const name of [
      'explicit little endian of 12 bits',
      'JPEG-LS of 12 bits',
      'JPEG 2000 of 12 bits',
      'RLE lossless of 12 bits',
    ]) {
      await expect(decodeImage(withTag(named(name), tag, value)), name).rejects.toThrow(
        '[E_IMAGE]',
      );
    }
  });

  it('is refused by its size before anything is decoded', async () => {
    const file = named('JPEG 2000 of 12 bits');
    await expect(decodeImage(file, { maxPixels: 59 })).rejects.toThrow('10 × 6 pixels');
    await expect(decodeImage(file, { maxPixels: 60 })).resolves.toMatchObject({ width: 10 });
  });

  it('is refused where a frame does not exist', async () => {
    const file = named('frame middle of five');
    await expect(decodeImage(file, { frame: 6 })).rejects.toThrow('5 frames');
  });

  it.each([
    ['1.2.840.10008.1.2.4.201', 'high-throughput JPEG 2000'],
    ['1.2.840.10008.1.2.4.102', 'MPEG-4 video'],
    ['1.2.840.10008.1.2.4.999', 'an unknown transfer syntax'],
  ])('is refused by the name of its transfer syntax: %s', async (uid, name) => {
    const file = Buffer.from(named('JPEG 2000 of 12 bits'));
    const at = file.indexOf('1.2.840.10008.1.2.4.90');
    const longer = Buffer.concat([
      file.subarray(0, at - 2),
      Uint8Array.from([24, 0]),
      Buffer.from(uid.padEnd(24, '\0')),
      file.subarray(at + 22),
    ]);
    await expect(decodeImage(longer)).rejects.toThrow(name);
  });

  it('never says a name, also not through the cause of an error', { timeout: 60_000 }, async () => {
    const file = named('JPEG lossless of 12 bits, predictor 1');
    for (let at = 132; at < file.length; at += 3) {
      const broken = file.slice();
      broken[at] ^= 0x55;
      const error: unknown = await decodeImage(broken).catch(caught => caught);
      if (!(error instanceof Error)) continue;
      expect(isMingaError(error, 'E_IMAGE')).toBe(true);
      expect(JSON.stringify([error.message, error.stack])).not.toContain('Nadie');
      expect(error.cause).toBeUndefined();
    }
  });
});

describe('a bomb', () => {
  it('of a deflated DICOM file is refused at the limit', async () => {
    const file = named('deflated little endian of 12 bits');
    const meta = 144 + Buffer.from(file).readUInt32LE(140);
    const bomb = deflateRawSync(Buffer.alloc(40_000_000));
    await expect(
      decodeImage(Buffer.concat([file.subarray(0, meta), bomb]), { maxPixels: 1000 }),
    ).rejects.toThrow('inflates beyond the limit');
  });

  it('of a deflated TIFF is refused at the size of its block', async () => {
    const bomb = deflateSync(Buffer.alloc(40_000_000));
    await expect(decodeImage(stripTiff(16, 16, 8, bomb), { bands: [1] })).rejects.toThrow(
      '[E_IMAGE]',
    );
  });

  it('of huge tiles or strips is refused by its header', async () => {
    for (const [width, height] of [
      [1, 2 ** 31],
      [2 ** 31, 2 ** 31],
      [0, 5],
    ]) {
      const file = stripTiff(width, height, 1, Buffer.alloc(8));
      await expect(decodeImage(file, { bands: [1] })).rejects.toThrow('[E_IMAGE]');
    }
  });
});

/** A little-endian TIFF of one strip of bytes; `compression` 8 is deflate, 1 none. */
function stripTiff(width: number, height: number, compression: number, strip: Uint8Array): Buffer {
  const fields = [
    [256, width],
    [257, height],
    [258, 8],
    [259, compression],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, height],
    [279, strip.length],
  ];
  const directory = Buffer.alloc(2 + fields.length * 12 + 4);
  directory.writeUInt16LE(fields.length, 0);
  for (const [i, [tag, value]] of fields.entries()) {
    directory.writeUInt16LE(tag, 2 + i * 12);
    directory.writeUInt16LE(4, 4 + i * 12);
    directory.writeUInt32LE(1, 6 + i * 12);
    directory.writeUInt32LE(value, 10 + i * 12);
  }
  const header = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  header.writeUInt32LE(8 + strip.length, 4);
  return Buffer.concat([header, strip, directory]);
}
