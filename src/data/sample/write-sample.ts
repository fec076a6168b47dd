import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawFaults, type Faults } from './faults.ts';
import { faultsList } from './faults-list.ts';
import { drawLesions, type Lesion } from './lesion.ts';
import { drawPicture, pictureHeight, pictureWidth } from './picture.ts';
import { fileName, recordsTable } from './records-table.ts';
import { normalizeSettings, type SampleSettings } from './settings.ts';

/** Encoded at a time: enough to keep the encoder busy, few enough to stay small. */
const batch = 8;

/**
 * Draws the built-in sample into a folder: `records.csv`, `images/`, and `faults.json`, which lists
 * the faults that were planted. The same settings draw the same pixels and the same table.
 *
 * @throws E_OPTION where `rows` is not a whole number 80–20,000 or `seed` not one from 0
 * @example
 * await writeSample('sample', { rows: 600, seed: 0 });
 */
export async function writeSample(
  folder: string,
  options: Partial<SampleSettings> = {},
): Promise<void> {
  const { rows, seed } = normalizeSettings(options);
  const lesions = drawLesions(rows, seed);
  const faults = drawFaults(lesions, rows, seed);
  await mkdir(join(folder, 'images'), { recursive: true });
  await writeFile(join(folder, 'records.csv'), recordsTable(lesions));
  const list = JSON.stringify(faultsList(lesions, faults), null, 1);
  await writeFile(join(folder, 'faults.json'), `${list}\n`);
  await writePictures(folder, lesions, faults, rows, seed);
}

async function writePictures(
  folder: string,
  lesions: readonly Lesion[],
  faults: Faults,
  rows: number,
  seed: number,
): Promise<void> {
  const lesionOf = new Map(lesions.flatMap(lesion => lesion.rows.map(row => [row, lesion])));
  const exact = new Map(faults.exact.map(({ row, of }) => [row, of]));
  const near = new Map(faults.near.map(({ row, of }) => [row, of]));
  const write = async (row: number) => {
    const path = join(folder, 'images', fileName(row));
    if (row === faults.absent) return;
    if (row === faults.unreadable) return writeFile(path, 'This is not a picture.\n');
    const source = exact.get(row) ?? near.get(row) ?? row;
    const lesion = lesionOf.get(source);
    if (lesion === undefined) return;
    const pixels = drawPicture(lesion.look, seed, source);
    await writeFile(path, await encode(near.has(row) ? touchedUp(pixels) : pixels));
  };
  for (let start = 0; start < rows; start += batch) {
    const length = Math.min(batch, rows - start);
    await Promise.all(Array.from({ length }, (_, i) => write(start + i)));
  }
}

function encode(pixels: Uint8Array): Promise<Buffer> {
  const raw = { width: pictureWidth, height: pictureHeight, channels: 3 as const };
  return sharp(pixels, { raw }).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** The picture a little lighter and moved by two pixels: what a second export of one photograph does. */
function touchedUp(pixels: Uint8Array): Uint8Array {
  const moved = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) {
    moved[at] = Math.min(255, pixels[Math.min(pixels.length - 1, at + 6)] + 4);
  }
  return moved;
}
