import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { type EpiWeek, epiWeekOf } from './epi-week.ts';

/** One satellite picture of a town. */
export interface TownPicture {
  /** DANE's code of the municipality, without leading zeros. */
  readonly code: string;
  /** ISO 8601. */
  readonly date: string;
  readonly week: EpiWeek;
  /** Within the root. */
  readonly path: string;
}

/**
 * Finds the pictures under a folder: `76001/image_2016-06-12.tiff` as they are published, or
 * `76001_2016-06-12.tiff` as they are called where the folders were merged. Sorted by town and date.
 */
export async function findPictures(root: string): Promise<readonly TownPicture[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const pictures = entries.flatMap(entry => {
    if (entry.isDirectory()) return [];
    return pictureOf(relative(root, join(entry.parentPath, entry.name))) ?? [];
  });
  return pictures.sort((a, b) => Number(a.code) - Number(b.code) || (a.date < b.date ? -1 : 1));
}

function pictureOf(path: string): TownPicture | undefined {
  const found = /^(?:(\d+)_|\D*)(\d{4}-\d{2}-\d{2})\.tiff?$/i.exec(basename(path));
  if (found === null) return undefined;
  const [, own = basename(dirname(path)), date] = found;
  if (!/^\d+$/.test(own) || Number.isNaN(Date.parse(date))) return undefined;
  return { code: townCode(own), date, week: epiWeekOf(date), path };
}

/** 5001 and 05001 are one town: spreadsheets drop the zero. */
export function townCode(cell: string): string {
  return cell.replace(/\.0+$/, '').replace(/^0+(?=\d)/, '');
}
