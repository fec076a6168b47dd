import { mkdir, open, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type ErrorCode, isMingaError, MingaError } from '../../errors/index.ts';
import { checkFolder } from '../existing-folder.ts';
import {
  type DeidentifiedFile,
  type DeidentifiedFormat,
  deidentifyFile,
} from './deidentify-file.ts';
import type { RetainOptions } from './dicom/action.ts';
import { openDictionary } from './dicom/dictionary.ts';
import type { PixelWarning } from './pixel-warning.ts';
import { type Pseudonyms, pseudonyms } from './pseudonyms.ts';
import type { MetadataKind } from './raster/metadata-count.ts';
import { type AttributeCount, RemovalCount } from './removal-count.ts';

/** How a folder is treated. */
export interface DeidentifyOptions extends RetainOptions {
  /** 32 bytes, from `openSecret`. */
  readonly key: Uint8Array;
  /**
   * Files keep their names and folders. Default false: they get names made with the key, since names
   * of files often hold names of people.
   */
  readonly keepNames?: boolean;
  readonly signal?: AbortSignal;
  /** Told after each file. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A file that nothing was written of. */
export interface LeftOutFile {
  /** Its path in the folder; it may hold a name, and is in no file that is written. */
  readonly path: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

/** What was done, without a value of any file. */
export interface DeidentifyReport {
  readonly files: number;
  readonly written: Readonly<Record<DeidentifiedFormat, number>>;
  readonly leftOut: readonly LeftOutFile[];
  /** DICOM attributes by tag. */
  readonly attributes: readonly AttributeCount[];
  /** Of JPEG and PNG files, by kind. */
  readonly metadata: Readonly<Partial<Record<MetadataKind, number>>>;
  /** Files by what a person must look at; as they are called in the new folder. */
  readonly warnings: Readonly<Partial<Record<PixelWarning, readonly string[]>>>;
}

/** The report's name in the new folder. */
export const reportName = 'deidentification.json';

/** Said wherever a report is. */
export const noGuarantee =
  'No guarantee: pixels were not looked at, and people may be known by what is left. A person must look at the files before they are given away.';

const endings: Readonly<Record<DeidentifiedFormat, string>> = {
  dicom: '.dcm',
  jpeg: '.jpg',
  png: '.png',
};

/**
 * Writes de-identified copies of the DICOM, JPEG and PNG files of a folder into a new one, and a report
 * of what was taken out, by counts. Nothing in the first folder is changed. Files of other formats and
 * damaged ones are left out and listed; links are not followed.
 *
 * @param out a folder that does not exist yet, or is empty
 * @throws E_FILE_MISSING where a folder cannot be read or written
 * @throws E_OPTION where `out` is not empty, or within the folder
 * @throws E_ABORTED where the signal aborts; files written until then stay
 */
export async function deidentifyFolder(
  folder: string,
  out: string,
  { key, keepNames = false, signal, onProgress = () => {}, ...retain }: DeidentifyOptions,
): Promise<DeidentifyReport> {
  await checkFolder(folder, 'folder');
  await prepare(folder, out);
  const paths = (await filesIn(folder)).sort();
  const names = pseudonyms(key);
  const dictionary = await openDictionary();
  const report = new ReportBuilder(paths.length);
  for (const [k, path] of paths.entries()) {
    if (signal?.aborted) throw interrupted();
    const file = await attempt(async () =>
      deidentifyFile(await read(join(folder, path)), names, dictionary, retain),
    );
    if (isMingaError(file)) {
      report.leaveOut(path, file);
    } else {
      const name = keepNames ? path : newName(path, file.format, names);
      await write(join(out, name), file.bytes);
      report.add(name, file);
    }
    onProgress(k + 1, paths.length);
  }
  const built = report.build();
  const { leftOut, ...told } = built;
  const written = { ...told, leftOut: leftOut.length, note: noGuarantee };
  await write(join(out, reportName), Buffer.from(`${JSON.stringify(written, null, 1)}\n`));
  return built;
}

class ReportBuilder {
  readonly #files: number;
  readonly #written = { dicom: 0, jpeg: 0, png: 0 };
  readonly #leftOut: LeftOutFile[] = [];
  readonly #attributes = new RemovalCount();
  readonly #metadata: Partial<Record<MetadataKind, number>> = {};
  readonly #warnings: Partial<Record<PixelWarning, string[]>> = {};

  constructor(files: number) {
    this.#files = files;
  }

  add(name: string, { format, attributes, metadata, warnings }: DeidentifiedFile): void {
    this.#written[format] += 1;
    this.#attributes.addAll(attributes);
    for (const [kind, count] of metadata) {
      this.#metadata[kind] = (this.#metadata[kind] ?? 0) + count;
    }
    for (const warning of warnings) {
      this.#warnings[warning] = [...(this.#warnings[warning] ?? []), name];
    }
  }

  leaveOut(path: string, { code, problem }: MingaError): void {
    this.#leftOut.push({ path, code, reason: problem.found });
  }

  build(): DeidentifyReport {
    return {
      files: this.#files,
      written: this.#written,
      leftOut: this.#leftOut,
      attributes: this.#attributes.list(),
      metadata: this.#metadata,
      warnings: this.#warnings,
    };
  }
}

async function prepare(folder: string, out: string): Promise<void> {
  const place = resolve(out);
  const source = await realpath(folder);
  await mkdir(place, { recursive: true, mode: 0o700 }).catch(cause => {
    throw new MingaError('E_FILE_MISSING', { found: `${out} cannot be made`, cause });
  });
  const target = await realpath(place);
  if (target === source || target.startsWith(source + sep) || source.startsWith(target + sep)) {
    throw new MingaError('E_OPTION', {
      found: `${out} is ${folder}, or one is within the other`,
      expected: 'a folder apart from the first, which is never changed',
    });
  }
  if ((await readdir(target)).length > 0) {
    throw new MingaError('E_OPTION', {
      found: `${out} is not empty`,
      expected: 'a new folder: nothing is written over',
    });
  }
}

/** Paths of files below the folder; links lead elsewhere and are not followed. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)));
}

/** Files of one folder stay together, under names that tell nothing. */
function newName(path: string, format: DeidentifiedFormat, names: Pseudonyms): string {
  const folder = dirname(path);
  const name = `${names.file(path)}${endings[format]}`;
  return folder === '.' ? name : join(names.file(folder), name);
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.draft`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    throw new MingaError('E_FILE_MISSING', {
      found: `${path} cannot be written`,
      expected: 'a folder that this user may write, on a disk with room',
      cause,
    });
  }
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new MingaError('E_FILE_MISSING', { found: 'a file that cannot be read', cause });
  }
}

/** What the work gives, or the error of Minga's that it ends with. */
async function attempt<T>(work: () => Promise<T>): Promise<T | MingaError> {
  try {
    return await work();
  } catch (error) {
    if (isMingaError(error)) return error;
    throw error;
  }
}

function interrupted(): MingaError {
  return new MingaError('E_ABORTED', {
    found: 'de-identification was interrupted',
    expected: 'a whole run: only then is there a report',
    fix: 'remove the new folder and run the same command again',
  });
}
