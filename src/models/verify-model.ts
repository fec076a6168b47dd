import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileSha256, isSafePath } from '../download/index.ts';
import { MingaError } from '../errors/index.ts';
import { findEntry, pullPrecisions } from './catalogue/index.ts';
import { folderFiles } from './folder-files.ts';
import {
  type ManifestFile,
  type ModelManifest,
  manifestName,
  readManifest,
  writeManifest,
} from './manifest.ts';

export interface VerifyOptions {
  readonly signal?: AbortSignal;
  /** Bytes that were hashed so far. */
  readonly onBytes?: (bytes: number) => void;
}

/** How a folder differs from its manifest; paths from the folder. */
export interface Verification {
  readonly folder: string;
  readonly id: string | null;
  readonly files: number;
  readonly missing: readonly string[];
  /** Files of other content than the manifest, or the catalogue, says. */
  readonly changed: readonly string[];
  /** Files that the manifest does not name, half-downloaded ones among them. */
  readonly extra: readonly string[];
  readonly sound: boolean;
}

/**
 * Hashes every file of a folder again and compares it with the folder's manifest, and with the
 * catalogue's pins where these applied. A folder without a manifest, such as one whose pull did not
 * end, misses it, and all its files are extra.
 *
 * @throws E_MODEL where the folder is missing or its manifest malformed; E_ABORTED where the signal
 * aborts
 * @example
 * const { sound, changed } = await verifyModel('models/Xenova/dinov2-small');
 */
export async function verifyModel(
  folder: string,
  { signal, onBytes }: VerifyOptions = {},
): Promise<Verification> {
  const found = await listed(folder);
  const manifest = await readManifest(folder);
  if (manifest === null) return unpinned(folder, found);
  const named = new Set(manifest.files.map(({ path }) => path));
  const present = new Set(found);
  const changed: string[] = [];
  let hashed = 0;
  for (const file of manifest.files) {
    if (!present.has(file.path)) continue;
    const hash = await fileSha256(join(folder, file.path), signal);
    if (hash !== file.sha256 || !fitsPin(manifest, file)) changed.push(file.path);
    hashed += file.bytes;
    onBytes?.(hashed);
  }
  const missing = [...named].filter(path => !present.has(path));
  const extra = found.filter(path => !named.has(path));
  return {
    folder: resolve(folder),
    id: manifest.id,
    files: manifest.files.length,
    missing,
    changed,
    extra,
    sound: missing.length + changed.length + extra.length === 0,
  };
}

function unpinned(folder: string, extra: readonly string[]): Verification {
  const missing = [manifestName];
  return { folder: resolve(folder), id: null, files: 0, missing, changed: [], extra, sound: false };
}

/** A file of a revision that a person named may differ from the catalogue's. */
function fitsPin({ id }: ModelManifest, { path, sha256, known }: ManifestFile): boolean {
  if (id === null || known === 'hub') return true;
  const pin = pinOf(id, path);
  return pin === undefined || pin === sha256;
}

function pinOf(id: string, path: string): string | undefined {
  const pins = findEntry(id)?.pins ?? {};
  return pullPrecisions.map(precision => pins[precision]?.files[path]).find(hash => hash);
}

/**
 * Writes the manifest of a folder that was not pulled here, from what lies in it: so a copy on a
 * stick is pinned once and can be verified ever after.
 *
 * @param id the hub id that it is a copy of, so that the catalogue's pins are checked; null for a
 * model of your own
 * @throws E_MODEL where the folder is missing or empty, or holds a file that cannot be listed
 */
export async function pinFolder(
  folder: string,
  id: string | null = null,
  { signal, onBytes }: VerifyOptions = {},
): Promise<ModelManifest> {
  const files: ManifestFile[] = [];
  let hashed = 0;
  for (const path of await listed(folder)) {
    if (!isSafePath(path) || /\.part(\.json)?$/.test(path)) {
      throw new MingaError('E_MODEL', {
        found: `${join(folder, path)}: half a download, or a name that not every system can hold`,
        fix: 'finish the pull, or rename or delete the file',
      });
    }
    const sha256 = await fileSha256(join(folder, path), signal);
    const { size: bytes } = await stat(join(folder, path));
    files.push({ path, bytes, sha256, commit: null, known: 'folder' });
    hashed += bytes;
    onBytes?.(hashed);
  }
  const manifest: ModelManifest = {
    format: 1,
    id,
    mirror: null,
    revision: null,
    commit: null,
    licence: id === null ? null : (findEntry(id)?.licence.name ?? null),
    written: new Date().toISOString(),
    files,
  };
  await writeManifest(folder, manifest);
  return manifest;
}

async function listed(folder: string): Promise<string[]> {
  const files = await folderFiles(folder).catch(() => []);
  if (files.length > 0) return files;
  throw new MingaError('E_MODEL', {
    found: `${folder}: no folder with files`,
    expected: "a model's folder",
  });
}
