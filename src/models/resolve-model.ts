import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../download/index.ts';
import { MingaError } from '../errors/index.ts';
import { catalogue, findEntry } from './catalogue/index.ts';
import { manifestName } from './manifest.ts';
import { isModelId } from './model-id.ts';
import { modelFolder, modelsFolder } from './models-folder.ts';
import { nearestId } from './nearest-id.ts';

export interface ResolveOptions {
  /** Where pulled models lie. Default: {@link modelsFolder}. */
  readonly folder?: string;
  readonly environment?: Environment;
}

/**
 * The path of a model: a path that exists as it is; a hub id that was pulled as its folder, be it
 * the id of the catalogue or of the repository that it was pulled from.
 *
 * @throws E_MODEL where there is none: the message names the command that pulls it, with the size,
 * or the name that may have been meant
 * @example
 * const folder = await resolveModel('facebook/dinov2-small');
 */
export async function resolveModel(
  nameOrPath: string,
  { environment = process.env, folder = modelsFolder(environment) }: ResolveOptions = {},
): Promise<string> {
  if (!nameOrPath.includes('\0') && existsSync(nameOrPath)) return nameOrPath;
  if (!isModelId(nameOrPath)) {
    throw new MingaError('E_MODEL', {
      found: `no model at ${JSON.stringify(nameOrPath)}`,
      expected: 'a folder that exists, or a hub id such as facebook/dinov2-small',
    });
  }
  const entry = findEntry(nameOrPath);
  const names = entry === undefined ? [nameOrPath] : [entry.source, entry.id];
  for (const name of names) {
    if (name === null) continue;
    const path = modelFolder(folder, name);
    if (existsSync(join(path, manifestName))) return path;
    if (existsSync(path)) throw unfinished(nameOrPath, path);
  }
  throw new MingaError('E_MODEL', {
    found: `the model ${nameOrPath} is not in ${folder}`,
    expected: 'a model that was pulled, or a path',
    fix: howToGet(nameOrPath),
  });
}

function unfinished(id: string, path: string): MingaError {
  return new MingaError('E_MODEL', {
    found: `${path} has no ${manifestName}: its pull did not end, or it was copied here by hand`,
    fix: `go on with "minga models pull ${id}", or pin what lies there with "minga models verify ${path} --write"`,
  });
}

function howToGet(id: string): string {
  const entry = findEntry(id);
  if (entry?.source === null) return entry.note ?? 'give the path of an export of your own';
  if (entry !== undefined) {
    const size = entry.sizes.fp32 ?? entry.sizes.int8;
    return `"minga models pull ${entry.id}" downloads it${size === undefined ? '' : ` (about ${size.megabytes} MB)`}`;
  }
  const near = nearestId(
    id,
    catalogue.map(one => one.id),
  );
  return near === undefined
    ? `"minga models pull ${id}" downloads it, if the hub has it in ONNX`
    : `did you mean ${near}? "minga models pull ${near}" downloads it`;
}
