import { readdir } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { pictureEndings } from '../picture-endings.ts';

/** A folder that holds pictures itself, not only in folders below. */
export interface PictureFolder {
  /** From the surveyed folder; `.` for that folder itself. */
  readonly path: string;
  readonly pictures: number;
  /** Of the first pictures, for matching against the cells of a table. */
  readonly names: readonly string[];
}

/** What lies in a folder, by the names of its files alone. */
export interface FolderSurvey {
  readonly root: string;
  /** Paths from the root, the shallowest first. */
  readonly tables: readonly string[];
  readonly folders: readonly PictureFolder[];
  /** Whether the survey stopped before it had seen everything. */
  readonly partial: boolean;
}

const tableEndings = ['.csv', '.tsv', '.xlsx', '.parquet', '.jsonl', '.ndjson', '.json'];
const deepest = 6;
const mostEntries = 500_000;
const namesKept = 100_000;

/**
 * Looks through a folder and those below it (six deep, half a million entries at the most; hidden ones
 * and links are passed over).
 *
 * @throws E_FILE_MISSING where the folder cannot be read
 */
export async function surveyFolder(root: string): Promise<FolderSurvey> {
  const tables: string[] = [];
  const folders: PictureFolder[] = [];
  let seen = 0;

  async function walk(folder: string, depth: number): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(cause => {
      if (depth > 0) return [];
      throw new MingaError('E_FILE_MISSING', {
        found: `the folder ${root} cannot be read`,
        expected: 'a folder with a table, pictures, or both',
        cause,
      });
    });
    const names: string[] = [];
    let pictures = 0;
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      seen += 1;
      if (seen > mostEntries) return;
      if (entry.name.startsWith('.') || !entry.isFile()) continue;
      const ending = extname(entry.name).toLowerCase();
      if (tableEndings.includes(ending)) tables.push(relative(root, join(folder, entry.name)));
      if (!pictureEndings.includes(ending)) continue;
      pictures += 1;
      if (names.length < namesKept) names.push(entry.name);
    }
    if (pictures > 0) folders.push({ path: relative(root, folder) || '.', pictures, names });
    if (depth === deepest) return;
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') {
        await walk(join(folder, entry.name), depth + 1);
      }
    }
  }

  await walk(root, 0);
  return { root, tables, folders, partial: seen > mostEntries };
}
