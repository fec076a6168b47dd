import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { findEntry } from './catalogue/index.ts';
import { manifestName } from './manifest.ts';
import { isModelId } from './model-id.ts';
import { modelFolder } from './models-folder.ts';
import { resolveModel } from './resolve-model.ts';

/**
 * The folders of models under `root`, in order: `name` with a manifest, and every `organisation/name`,
 * those whose pull did not end among them.
 */
export async function modelFolders(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const first of await subfolders(root)) {
    if (existsSync(join(first, manifestName))) found.push(first);
    else found.push(...(await subfolders(first)));
  }
  return found;
}

async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter(entry => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
}

/**
 * The folder of a model, with a manifest or without: a path that exists, else that of an id.
 *
 * @throws E_MODEL as {@link resolveModel} does
 */
export async function locateModel(nameOrPath: string, root: string): Promise<string> {
  const entry = findEntry(nameOrPath);
  for (const id of [entry?.source, nameOrPath]) {
    if (typeof id !== 'string' || !isModelId(id)) continue;
    const folder = modelFolder(root, id);
    if (existsSync(folder)) return folder;
  }
  return resolveModel(nameOrPath, { folder: root });
}

/** The hub id that a folder's place under `root` says, or null where it lies elsewhere. */
export function idOfFolder(root: string, folder: string): string | null {
  const id = relative(resolve(root), resolve(folder)).split(sep).join('/');
  return isModelId(id) ? id : null;
}
