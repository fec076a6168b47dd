import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DecodeOptions, decodeImage, describeImage } from '../image.ts';

interface Golden {
  readonly name: string;
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** 1 where red, green and blue are equal. */
  readonly channels: 1 | 3;
  readonly data: string;
  readonly options?: DecodeOptions;
  /** How far a byte may be off: lossy codecs round differently. 0 where absent. */
  readonly tolerance?: number;
}

function goldens(name: string): (readonly [string, Golden])[] {
  const path = new URL(`./golden/${name}.json`, import.meta.url);
  const entries: Golden[] = JSON.parse(readFileSync(path, 'utf8'));
  return entries.map(entry => [entry.name, entry]);
}

function wanted({ channels, data }: Golden): Uint8Array {
  const bytes = Buffer.from(data, 'base64');
  return channels === 3
    ? bytes
    : Uint8Array.from({ length: bytes.length * 3 }, (_, i) => bytes[Math.floor(i / 3)]);
}

const files = ['syntaxes', 'photometrics', 'depths', 'windows', 'frames', 'deep', 'bands'] as const;

describe.each(files)('decodeImage: %s', file => {
  it.each(goldens(file))('%s', async (_name, golden) => {
    const image = await decodeImage(Buffer.from(golden.file, 'base64'), golden.options);
    expect([image.width, image.height]).toEqual([golden.width, golden.height]);
    const want = wanted(golden);
    const off = image.data.map((byte, i) => Math.abs(byte - want[i]));
    expect(image.data.length).toBe(want.length);
    expect(Math.max(...off)).toBeLessThanOrEqual(golden.tolerance ?? 0);
  });

  it.each(goldens(file))('is described before it is decoded: %s', async (_name, golden) => {
    const { width, height } = await describeImage(Buffer.from(golden.file, 'base64'));
    if (golden.options?.centerCrop === undefined) {
      expect([width, height]).toEqual([golden.width, golden.height]);
    }
  });
});
