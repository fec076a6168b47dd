import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The picture of a number, as a path relative to the root; undefined where no folder has one. */
export type PictureIndex = (number: number) => string | undefined;

/**
 * Finds pictures by the number in their names, whatever else the names hold: `000000000042.jpg` and
 * `COCO_train2014_000000000042.jpg` are both number 42. Every folder is listed once; of two pictures
 * with one number the folder named first has it.
 *
 * @param pattern its first group is the number
 */
export async function pictureIndex(
  root: string,
  folders: readonly string[],
  pattern: RegExp,
): Promise<PictureIndex> {
  const paths = new Map<number, string>();
  for (const folder of folders) {
    const names = await readdir(join(root, folder)).catch(() => []);
    for (const name of names.sort()) {
      const number = Number(pattern.exec(name)?.[1] ?? Number.NaN);
      if (!Number.isNaN(number) && !paths.has(number)) paths.set(number, `${folder}/${name}`);
    }
  }
  return number => paths.get(number);
}
