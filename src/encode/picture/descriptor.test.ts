import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDescriber, descriptorDimension } from './descriptor.ts';

const describePicture = createDescriber();

interface Golden {
  readonly width: number;
  readonly height: number;
  readonly data: string;
  readonly row: number[];
}

const golden: Golden[] = JSON.parse(
  readFileSync(new URL('./golden/descriptor.json', import.meta.url), 'utf8'),
);

describe('createDescriber', () => {
  it.each(golden.map((entry, i) => [i, entry] as const))(
    'gives the numbers of NumPy: picture %i',
    (_i, { width, height, data, row }) => {
      const image = { width, height, data: new Uint8Array(Buffer.from(data, 'base64')) };
      const description = describePicture(image);
      expect(description).toHaveLength(descriptorDimension);
      expect(row).toHaveLength(descriptorDimension);
      const differences = row.map((value, i) => Math.abs(value - description[i]));
      expect(Math.max(...differences)).toBeLessThan(1e-5);
      expect(describePicture(image)).toEqual(description);
    },
  );

  it('describes a picture of one colour in finite numbers', () => {
    for (const value of [0, 128, 255]) {
      const image = { width: 3, height: 2, data: new Uint8Array(18).fill(value) };
      expect(describePicture(image).every(Number.isFinite)).toBe(true);
    }
  });
});
