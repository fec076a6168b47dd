import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { manifestName } from './manifest.ts';

/** The files of a model's folder but its manifest, as paths from it with `/`, in order. */
export async function folderFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => !entry.isDirectory())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(path => path !== manifestName)
    .sort();
}

/** The bytes of all files of a folder. */
export async function folderBytes(folder: string): Promise<number> {
  let total = 0;
  for (const path of await folderFiles(folder).catch(() => [])) {
    const status = await stat(join(folder, path)).catch(() => null);
    total += status?.size ?? 0;
  }
  return total;
}
