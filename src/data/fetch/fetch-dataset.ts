import { join, resolve } from 'node:path';
import {
  checkRoom,
  type DownloadListener,
  type Environment,
  type Patience,
  patienceDefaults,
} from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import { chosenFiles, roomFor, sizeOf } from './chosen-files.ts';
import type { Credentials } from './credentials.ts';
import { type DataManifest, type ManifestHead, writeDataManifest } from './data-manifest.ts';
import { fetchFiles } from './fetch-files.ts';
import { listSource, type SourceFiles, sourceName } from './list-source.ts';
import { accountFor, checkLeave, unknownSet } from './permission.ts';
import type { FetchRecipe } from './recipe.ts';
import { findRecipe } from './recipes/index.ts';
import { standingFiles, stands } from './standing-files.ts';
import type { TotalSize } from './total-size.ts';

/** What is about to be downloaded, said before the first file comes. */
export interface FetchPreview {
  readonly recipe: FetchRecipe;
  readonly root: string;
  readonly sources: readonly string[];
  readonly files: number;
  /** Of all files together; null where the server does not tell. */
  readonly size: TotalSize | null;
}

export interface FetchOptions {
  /** Where the files shall lie. Default: `data/SET` in the working folder. */
  readonly root?: string;
  /** Only files that fit one of these patterns: `*.csv`, or `files/p10/**` with folders. */
  readonly only?: readonly string[];
  /** A version of a PhysioNet project other than the recipe's. */
  readonly release?: string;
  /** That the terms were read and are kept to. */
  readonly acceptTerms?: boolean;
  /** A server that answers in place of the set's own. */
  readonly mirror?: string;
  /** Refuses before any connection, as `MINGA_OFFLINE=1` does. */
  readonly offline?: boolean;
  readonly environment?: Environment;
  /** Asks a person for an account where the environment names none; null where nobody answers. */
  readonly askCredentials?: (server: string) => Promise<Credentials | null>;
  /** Files at a time, 1–8; default 4. */
  readonly lanes?: number;
  readonly patience?: Partial<Patience>;
  readonly signal?: AbortSignal;
  readonly onPreview?: (preview: FetchPreview) => void;
  readonly onEvent?: DownloadListener;
}

export interface FetchedDataset {
  readonly recipe: FetchRecipe;
  readonly root: string;
  readonly manifest: DataManifest;
}

/**
 * Downloads a published data set into the layout that its adapter reads. Every file is checked against
 * the checksum that its source lists while it comes, archives are unpacked, and the manifest, which
 * holds a SHA-256 of every file, is written last. Interrupted, killed or cut off, the same call goes on
 * from what is there. A password goes to the set's own server only and is written nowhere.
 *
 * @param set as a plan's `adapter` names it
 * @throws E_USAGE where the set is unknown, its terms were not accepted, it needs an account and none
 * is at hand, or no file fits; E_OFFLINE where the network is forbidden; E_DOWNLOAD where Minga cannot
 * fetch the set, or the server or the disk refuses; E_CHECKSUM where content is not what it should be;
 * E_ARCHIVE where an archive is damaged or hostile; E_OPTION where an option is out of its range;
 * E_ABORTED
 * @example
 * const { root } = await fetchDataset('ham10000', { acceptTerms: true });
 */
export async function fetchDataset(
  set: string,
  options: FetchOptions = {},
): Promise<FetchedDataset> {
  const { signal, onEvent } = options;
  const recipe = released(recipeOf(set), options.release);
  const root = resolve(options.root ?? join('data', recipe.set));
  const lanes = checkedLanes(options.lanes);
  const sources = chosenFiles(recipe, await listed(recipe, options), options.only);
  const head = headOf(recipe, options.mirror);
  const total = await sizeOf(sources);
  const files = sources.flatMap(source => source.files);
  options.onPreview?.({ recipe, root, sources: head.sources, files: files.length, size: total });
  if (files.some(file => file.digest === null)) {
    const message = `${recipe.set} is listed without hashes: nothing can be checked yet`;
    onEvent?.({ kind: 'note', message });
  }
  const standing = await standingFiles(root, head);
  const missing = files.filter(file => !stands(standing, file));
  const room = await roomFor(root, missing, files.length, total);
  await checkRoom(root, room, 'name another --root', 0o700);
  const job = { head, root, sources, total, standing, lanes, signal, onEvent };
  const manifest: DataManifest = { ...head, ...(await fetchFiles(job)) };
  await writeDataManifest(root, manifest);
  return { recipe, root, manifest };
}

/** What every source of a set lists, once it is sure that they may be asked. */
async function listed(recipe: FetchRecipe, options: FetchOptions): Promise<SourceFiles[]> {
  const { environment = process.env, mirror, signal } = options;
  checkLeave(recipe, environment, options);
  const credentials = await accountFor(recipe, environment, mirror, options.askCredentials);
  const patience = { ...patienceDefaults, ...options.patience };
  const sources: SourceFiles[] = [];
  for (const source of recipe.sources) {
    sources.push(await listSource(recipe, source, { mirror, credentials, patience, signal }));
  }
  return sources;
}

function headOf({ set, sources }: FetchRecipe, mirror: string | undefined): ManifestHead {
  return {
    format: 1,
    set,
    sources: sources.map(sourceName),
    mirror: mirror ?? null,
    written: new Date().toISOString(),
  };
}

function recipeOf(set: string): FetchRecipe {
  const recipe = findRecipe(set);
  if (recipe === undefined) throw unknownSet(set);
  return recipe;
}

function released(recipe: FetchRecipe, release: string | undefined): FetchRecipe {
  if (release === undefined) return recipe;
  if (!/^\d+(\.\d+){0,3}$/.test(release) || recipe.sources.some(one => one.kind !== 'physionet')) {
    throw new MingaError('E_OPTION', {
      found: `--release ${JSON.stringify(release)} of ${recipe.set}`,
      expected: 'a version such as 1.0.1, of a set of PhysioNet',
    });
  }
  return { ...recipe, sources: recipe.sources.map(one => ({ ...one, version: release })) };
}

function checkedLanes(lanes = 4): number {
  if (Number.isInteger(lanes) && lanes >= 1 && lanes <= 8) return lanes;
  throw new MingaError('E_OPTION', { found: `${lanes} files at a time`, expected: '1–8' });
}
