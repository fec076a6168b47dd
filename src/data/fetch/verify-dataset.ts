import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileSha256 } from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import { dataManifestName, readDataManifest } from './data-manifest.ts';
import { checkNames } from './listed-file.ts';
import { readSums, sumsName } from './physionet-listing.ts';

export interface VerifyDatasetOptions {
  readonly signal?: AbortSignal;
  /** Files that were hashed so far, of so many. */
  readonly onFile?: (done: number, total: number) => void;
}

/** How a folder differs from what its list says; paths from the folder. */
export interface DataVerification {
  readonly root: string;
  /** The list that was held against it: Minga's manifest, or PhysioNet's own. */
  readonly list: string;
  readonly files: number;
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  readonly sound: boolean;
}

/**
 * Hashes every file of a data set again and compares it with the folder's manifest; where there is
 * none, with the SHA256SUMS.txt that a copy of a PhysioNet project holds, so that what came by other
 * ways is checked, too. Files that no list names are nobody's business.
 *
 * @throws E_FILE_MISSING where the folder has no list; E_DOWNLOAD where a SHA256SUMS.txt is malformed;
 * E_ABORTED
 * @example
 * const { sound, changed } = await verifyDataset('data/ham10000');
 */
export async function verifyDataset(
  root: string,
  { signal, onFile }: VerifyDatasetOptions = {},
): Promise<DataVerification> {
  const { list, files } = await listOf(root);
  const missing: string[] = [];
  const changed: string[] = [];
  onFile?.(0, files.length);
  for (const [at, { path, sha256 }] of files.entries()) {
    const place = join(root, ...path.split('/'));
    const status = await stat(place).catch(() => null);
    if (!status?.isFile()) missing.push(path);
    else if ((await fileSha256(place, signal)) !== sha256) changed.push(path);
    onFile?.(at + 1, files.length);
  }
  const sound = missing.length + changed.length === 0;
  return { root: resolve(root), list, files: files.length, missing, changed, sound };
}

interface List {
  readonly list: string;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

async function listOf(root: string): Promise<List> {
  const manifest = await readDataManifest(root);
  if (manifest !== null) return { list: dataManifestName, files: manifest.files };
  const sums = await readFile(join(root, sumsName), 'utf8').catch(() => null);
  if (sums === null) {
    throw new MingaError('E_FILE_MISSING', {
      found: `${root}: neither ${dataManifestName} nor ${sumsName}`,
      expected: 'the folder of a set that was fetched, or of a copy of a PhysioNet project',
      fix: 'name it with --root, or finish the fetch first',
    });
  }
  const files = readSums(sums, join(root, sumsName));
  checkNames(
    files.map(({ path }) => path),
    join(root, sumsName),
  );
  return { list: sumsName, files: files.map(({ path, digest }) => ({ path, sha256: digest })) };
}
