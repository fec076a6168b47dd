import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeImage, decodeLimits } from './image.ts';

interface Golden {
  readonly name: string;
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly data: string;
}

const golden: Golden[] = JSON.parse(
  readFileSync(new URL('./golden/image.json', import.meta.url), 'utf8'),
);

function fileOf(name: string): Buffer {
  const file = golden.find(entry => entry.name === name)?.file;
  if (file === undefined) throw new Error(`no golden picture ${name}`);
  return Buffer.from(file, 'base64');
}

describe('decodeImage', () => {
  it.each(golden.map(entry => [entry.name, entry] as const))(
    'gives the pixels of Pillow: %s',
    async (_name, { file, width, height, data }) => {
      // Sixteen bits are compared on the full scale; the rule for grey is tested in picture/.
      const image = await decodeImage(Buffer.from(file, 'base64'), { scale: 'full' });
      expect([image.width, image.height]).toEqual([width, height]);
      expect(Buffer.from(image.data).equals(Buffer.from(data, 'base64'))).toBe(true);
    },
  );

  it('refuses an empty file, a text, an SVG and a text that is named an image', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>';
    for (const text of ['', 'id,age\n1,45\n', svg]) {
      await expect(decodeImage(Buffer.from(text))).rejects.toThrow('[E_IMAGE]');
    }
    await expect(decodeImage(new Uint8Array())).rejects.toThrow('an empty file');
  });

  it.each(['JPEG 4:2:0', 'progressive JPEG', 'PNG', 'lossless WebP', 'TIFF'])(
    'refuses a %s that is cut short, wherever the cut',
    async name => {
      const file = fileOf(name);
      for (const share of [0.02, 0.3, 0.6, 0.9]) {
        const cut = file.subarray(0, Math.floor(file.length * share));
        await expect(decodeImage(cut), `${share}`).rejects.toThrow('[E_IMAGE]');
      }
    },
  );

  it('decodes as many pixels as the limit and not one more', async () => {
    const file = fileOf('PNG');
    await expect(decodeImage(file, { maxPixels: 21 * 13 })).resolves.toMatchObject({ width: 21 });
    await expect(decodeImage(file, { maxPixels: 21 * 13 - 1 })).rejects.toThrow('[E_IMAGE]');
  });

  it('refuses limits out of their range', () => {
    expect(() => decodeLimits({ maxPixels: 0 })).toThrow('[E_OPTION]');
    expect(() => decodeLimits({ timeoutSeconds: 0.5 })).toThrow('[E_OPTION]');
    expect(decodeLimits()).toEqual({ maxPixels: 100_000_000, timeoutSeconds: 30 });
  });
});
