import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  bytesThere,
  checkRoom,
  type DownloadEvent,
  type DownloadListener,
  downloadFile,
  type Environment,
  type Line,
  megabytes,
  type Patience,
  patienceDefaults,
} from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import {
  type CatalogueEntry,
  findEntry,
  type Pin,
  type PullPrecision,
} from '../catalogue/index.ts';
import { externalDataLocations } from '../external-data.ts';
import { type ManifestFile, type ModelManifest, readManifest, writeManifest } from '../manifest.ts';
import { parseModelId } from '../model-id.ts';
import { modelFolder, modelsFolder } from '../models-folder.ts';
import { chooseFiles, type Format, formatOf } from './chosen-files.ts';
import { hubAddress, hubOfflineSwitch } from './hub-address.ts';
import { type HubFile, type HubListing, listRepository } from './hub-listing.ts';
import { hubServer } from './hub-server.ts';
import { askConsent } from './licence-consent.ts';

/** What a pull says while it works; progress is counted in megabytes of 10⁶ bytes. */
export type PullEvent = DownloadEvent;

export type PullListener = DownloadListener;

export interface PullOptions {
  /** Where pulled models lie. Default: {@link modelsFolder}. */
  readonly folder?: string;
  /** Default `fp32`; of GGUF files `int8`, which is Q8_0. */
  readonly precision?: PullPrecision;
  /**
   * A branch, tag or commit. Default: the commit whose hashes the catalogue pins, else `main`. A
   * revision that is named here is checked against the hub's listing alone.
   */
  readonly revision?: string;
  /** The hub's address. Default: `MINGA_HUB_MIRROR`, `HF_ENDPOINT`, https://huggingface.co. */
  readonly mirror?: string;
  /** Refuses before any connection, as `MINGA_OFFLINE=1` and `HF_HUB_OFFLINE=1` do. */
  readonly offline?: boolean;
  /** That the licence was read, where it asks for more than to keep its notice. */
  readonly acceptLicence?: boolean;
  readonly environment?: Environment;
  readonly patience?: Partial<Patience>;
  readonly signal?: AbortSignal;
  readonly onEvent?: PullListener;
}

export interface PulledModel {
  readonly folder: string;
  readonly manifest: ModelManifest;
}

/**
 * Downloads a model into the models' folder: only the files that it needs, each checked against the
 * hub's listing and the catalogue's pins while it comes, the manifest last. Interrupted, killed or
 * cut off, the same call goes on from what is there; called again, it checks and downloads nothing.
 *
 * @param id a hub id, of the catalogue or any other
 * @throws E_OFFLINE where the network is forbidden; E_USAGE where the licence was not accepted;
 * E_DOWNLOAD where the hub or the disk refuses; E_CHECKSUM where content is not what it should be;
 * E_MODEL where the id is none or no export is known; E_OPTION where an option is out of its range;
 * E_ABORTED where the signal aborts
 * @example
 * const { folder } = await pullModel('facebook/dinov2-small', { precision: 'int8' });
 */
export async function pullModel(id: string, options: PullOptions = {}): Promise<PulledModel> {
  const { environment = process.env, signal, onEvent } = options;
  const entry = findEntry(parseModelId(id));
  const source = sourceOf(id, entry);
  refuseOffline(source, environment, options.offline);
  if (entry !== undefined) askConsent(id, entry, null, options.acceptLicence ?? false);
  const line: Line = {
    server: hubServer(hubAddress(environment, options.mirror)),
    patience: { ...patienceDefaults, ...options.patience },
    signal,
  };
  const guess = precisionOf(options, entry?.format);
  const pin = options.revision === undefined ? entry?.pins[guess] : undefined;
  const revision = parseRevision(options.revision ?? pin?.revision ?? 'main');
  const listing = await listRepository(line, source, revision);
  if (entry === undefined) askConsent(id, entry, listing.licence, options.acceptLicence ?? false);
  const format = entry?.format ?? formatOf(listing);
  const precision = precisionOf(options, format);
  const chosen = chooseFiles(listing, source, format, precision);
  const folder = modelFolder(options.folder ?? modelsFolder(environment), source);
  const before = await readManifest(folder);
  await checkRoom(
    folder,
    sum(chosen) - (await bytesThere(folder, chosen)),
    'set MINGA_MODELS or --folder',
  );
  const job: Job = { line, source, listing, folder, pin, onEvent };
  const files = await downloadAll(job, chosen);
  const manifest: ModelManifest = {
    format: 1,
    id: source,
    mirror: line.server.base,
    revision,
    commit: listing.commit,
    licence: entry?.licence.name ?? listing.licence,
    written: new Date().toISOString(),
    files: [...keptFiles(before, files), ...files],
  };
  await writeManifest(folder, manifest);
  return { folder, manifest };
}

function sourceOf(id: string, entry: CatalogueEntry | undefined): string {
  if (entry === undefined) return id;
  if (entry.source !== null) return entry.source;
  throw new MingaError('E_MODEL', {
    found: `${entry.id} cannot be pulled: ${entry.note ?? 'no export is known'}`,
    expected: 'a model with an ONNX export',
    fix: 'give the path of your own export where a model is asked for',
  });
}

function refuseOffline(id: string, environment: Environment, offline: boolean | undefined): void {
  const forbidden = hubOfflineSwitch(environment, offline);
  if (forbidden === null) return;
  throw new MingaError('E_OFFLINE', {
    found: `${forbidden} forbids to download ${id}`,
    fix: 'copy the model from another machine (docs/models.md), or lift the switch for this command',
  });
}

function precisionOf({ precision }: PullOptions, format: Format | undefined): PullPrecision {
  return precision ?? (format === 'gguf' ? 'int8' : 'fp32');
}

function parseRevision(revision: string): string {
  const parts = revision.split('/');
  if (parts.every(part => /^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(part))) return revision;
  throw new MingaError('E_OPTION', {
    found: `revision ${JSON.stringify(revision)}`,
    expected: 'a branch, a tag or a commit',
  });
}

interface Job {
  readonly line: Line;
  readonly source: string;
  readonly listing: HubListing;
  readonly folder: string;
  readonly pin: Pin | undefined;
  readonly onEvent: PullListener | undefined;
}

async function downloadAll(job: Job, chosen: readonly HubFile[]): Promise<ManifestFile[]> {
  const { source, onEvent } = job;
  onEvent?.({
    kind: 'stage',
    name: `Downloading ${source}`,
    unit: 'megabyte',
    total: megabytes(sum(chosen)),
  });
  const wanted = [...chosen];
  const files: ManifestFile[] = [];
  let finished = 0;
  for (const file of wanted) {
    files.push(
      await downloadOne(job, file, bytes => {
        onEvent?.({ kind: 'progress', done: megabytes(finished + bytes) });
      }),
    );
    finished += file.bytes;
    if (file.path.endsWith('.onnx')) wanted.push(...(await missingData(job, file, wanted)));
  }
  onEvent?.({ kind: 'progress', done: megabytes(sum(chosen)) });
  return files;
}

async function downloadOne(
  { line, source, listing, folder, pin }: Job,
  file: HubFile,
  onBytes: (bytes: number) => void,
): Promise<ManifestFile> {
  const { path, bytes } = file;
  const pinned = pin?.files[path];
  if (pinned !== undefined && file.algorithm === 'sha256' && file.digest !== pinned) {
    throw new MingaError('E_CHECKSUM', {
      found: `${source}: the hub lists ${path} with SHA-256 ${file.digest}`,
      expected: `${pinned}, as the catalogue pins`,
      fix: `if you trust the hub's present file, name it: --revision ${listing.commit}`,
    });
  }
  const address = path.split('/').map(encodeURIComponent).join('/');
  const { sha256 } = await downloadFile(line, {
    file,
    url: `${line.server.base}/${source}/resolve/${listing.commit}/${address}`,
    target: join(folder, ...path.split('/')),
    pin: pinned,
    onBytes,
  });
  return {
    path,
    bytes,
    sha256,
    commit: listing.commit,
    known: pinned === undefined ? 'hub' : 'catalogue',
  };
}

/** Files that a graph keeps weights in, under names that could not be guessed from its own. */
async function missingData(
  { source, listing, folder }: Job,
  { path }: HubFile,
  wanted: readonly HubFile[],
): Promise<HubFile[]> {
  const graph = join(folder, ...path.split('/'));
  const place = path.slice(0, path.lastIndexOf('/') + 1);
  return externalDataLocations(await readFile(graph), graph).flatMap(location => {
    const data = place + location.replace(/^\.\//, '');
    if (wanted.some(file => file.path === data)) return [];
    const file = listing.files.find(one => one.path === data);
    if (file !== undefined) return [file];
    throw new MingaError('E_DOWNLOAD', {
      found: `${source}: ${path} keeps weights in ${JSON.stringify(location)}, which the hub does not list`,
      expected: 'an export that is whole',
    });
  });
}

/** Files of another precision that an earlier pull brought stay listed. */
function keptFiles(
  before: ModelManifest | null,
  files: readonly ManifestFile[],
): readonly ManifestFile[] {
  const now = new Set(files.map(({ path }) => path));
  return before?.files.filter(({ path }) => !now.has(path)) ?? [];
}

function sum(files: readonly HubFile[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
