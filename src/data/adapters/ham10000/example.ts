import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import { drawPicture, pictureHeight, pictureWidth } from '../../sample/picture.ts';
import type { ExampleSettings } from '../declaration.ts';
import { csvText, writePixels } from '../example/index.ts';

const classes = ['nv', 'mel', 'bkl', 'bcc', 'akiec', 'vasc', 'df'] as const;

/** Three lesions of each class, so that each can train, validate and test. */
const fewestLesions = 3 * classes.length;

const sites = ['back', 'lower extremity', 'face', 'abdomen', 'scalp', 'acral', 'genital'] as const;

/** How a diagnosis was made in the real set, which is what makes `dx_type` leak. */
const confirmations: Readonly<Record<(typeof classes)[number], readonly string[]>> = {
  nv: ['follow_up', 'histo', 'consensus'],
  mel: ['histo'],
  bkl: ['histo', 'consensus', 'confocal'],
  bcc: ['histo'],
  akiec: ['histo'],
  vasc: ['histo', 'consensus'],
  df: ['histo', 'consensus'],
};

/**
 * Writes an invented HAM10000: `HAM10000_metadata.csv` and the two folders of pictures, one or two
 * pictures a lesion. As in the real file, some ages are empty, and "unknown" stands for a sex or a
 * site. The pictures are those of the built-in sample.
 */
export async function writeHam10000(
  folder: string,
  { size, seed }: ExampleSettings,
): Promise<void> {
  const parts = [1, 2].map(part => join(folder, `HAM10000_images_part_${part}`));
  for (const part of parts) await mkdir(part);
  const rows: (readonly string[])[] = [];
  const lesions = Math.max(size, fewestLesions);
  for (let lesion = 0; lesion < lesions; lesion++) {
    const random = new Random(seed, 'ham10000 example', lesion);
    const kind = lesion < fewestLesions ? lesion % classes.length : 0;
    const record = recordCells(classes[kind], lesion, random);
    const look = lookOf(kind, lesion, random);
    for (let shot = lesion % 3 === 0 ? 2 : 1; shot > 0; shot--) {
      const id = `ISIC_${String(24_306 + rows.length).padStart(7, '0')}`;
      const path = join(parts[rows.length % 2], `${id}.jpg`);
      const size = { width: pictureWidth, height: pictureHeight };
      await writePixels(path, size, drawPicture(look, seed, rows.length));
      rows.push([`HAM_${String(lesion).padStart(7, '0')}`, id, classes[kind], ...record]);
    }
  }
  const header = ['lesion_id', 'image_id', 'dx', 'dx_type', 'age', 'sex', 'localization'];
  await writeFile(join(folder, 'HAM10000_metadata.csv'), csvText([header, ...rows]));
}

function recordCells(kind: (typeof classes)[number], lesion: number, random: Random): string[] {
  const ways = confirmations[kind];
  const isMalignant = ['mel', 'bcc', 'akiec'].includes(kind);
  const age = 5 * (random.below(9) + (isMalignant ? 8 : 4));
  const sex = random.uniform() < 0.54 ? 'male' : 'female';
  return [
    ways[random.below(ways.length)],
    lesion % 10 === 7 ? '' : `${age}.0`,
    lesion % 10 === 7 ? 'unknown' : sex,
    lesion % 9 === 4 ? 'unknown' : sites[random.below(sites.length)],
  ];
}

function lookOf(kind: number, lesion: number, random: Random) {
  const trait = (place: number) => (((kind >> place) & 1) === 1 ? 1.2 : -1.2) + random.normal();
  return {
    hue: trait(0),
    border: trait(1),
    texture: trait(2),
    asymmetry: trait(1),
    size: random.normal(),
    tone: random.uniform(),
    shape: lesion,
  };
}
