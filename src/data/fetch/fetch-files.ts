import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DownloadListener, downloadFile, inLanes, megabytes } from '../../download/index.ts';
import {
  type DataEntries,
  type DataManifestFile,
  type ManifestHead,
  manifestFile,
  noteEntry,
  openJournal,
  type UnpackedArchive,
} from './data-manifest.ts';
import type { SourceFiles } from './list-source.ts';
import type { ListedFile } from './listed-file.ts';
import { type StandingFiles, stands } from './standing-files.ts';
import type { TotalSize } from './total-size.ts';
import { unpackArchive } from './unpack-archive.ts';

export interface FetchJob {
  readonly head: ManifestHead;
  readonly root: string;
  readonly sources: readonly SourceFiles[];
  readonly total: TotalSize | null;
  readonly standing: StandingFiles;
  readonly lanes: number;
  readonly signal: AbortSignal | undefined;
  readonly onEvent: DownloadListener | undefined;
}

/**
 * Has the files of a set, some at a time, and unpacks its archives, one after the other. Each file that
 * is whole is noted in the journal, so that a killed process loses no more than the files under way.
 *
 * @returns all that the folder holds of the set now
 * @throws what `downloadFile` and `unpackArchive` throw
 */
export async function fetchFiles(job: FetchJob): Promise<DataEntries> {
  const { head, root, sources, standing, lanes, signal } = job;
  const files = new Map(standing.files);
  const archives = new Map(standing.archives);
  const journal = await openJournal(root, head);
  const note = async (entry: DataManifestFile | UnpackedArchive) => {
    await noteEntry(root, journal, entry);
    if ('archive' in entry) archives.set(entry.archive, entry);
    else files.set(entry.path, entry);
  };
  try {
    const progress = downloadProgress(job);
    const wanted = sources.flatMap(({ line, files: listed }) =>
      listed.map(file => ({ line, file })),
    );
    const missing = wanted.filter(({ file }) => !stands(standing, file));
    for (const { file } of wanted) if (stands(standing, file)) progress.stood(file, standing);
    const fetchOne = async ({ line, file }: (typeof wanted)[number], stop: AbortSignal) => {
      const { path, url } = file;
      const had = await downloadFile(
        { ...line, signal: stop },
        {
          file,
          url,
          target: placeOf(root, path),
          mode: 0o600,
          onBytes: bytes => progress.came(path, bytes),
        },
      );
      progress.whole(path, had.bytes);
      if (file.archive === null) await note(await manifestFile(root, { path, ...had }));
    };
    await inLanes(missing, lanes, fetchOne, signal);
    progress.end();
    for (const { file } of missing) if (file.archive !== null) await unpack(job, file, note);
  } finally {
    await journal.close();
  }
  const sorted = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: sorted, archives: [...archives.values()] };
}

/** Unpacks an archive and deletes it; what it holds is listed by its own hashes from then on. */
async function unpack(
  { root, standing, signal, onEvent }: FetchJob,
  { path, archive: rule, digest }: ListedFile,
  note: (entry: DataManifestFile | UnpackedArchive) => Promise<void>,
): Promise<void> {
  if (rule === null) return;
  const place = placeOf(root, path);
  const entries = await unpackArchive(root, place, rule, {
    signal,
    there: async file => standing.files.get(file)?.from === path,
    onStart: total => onEvent?.({ kind: 'stage', name: `Unpacking ${path}`, unit: 'file', total }),
    onFile: async file => note(await manifestFile(root, { ...file, from: path })),
    onDone: done => onEvent?.({ kind: 'progress', done }),
  });
  await note({ archive: path, digest, entries });
  await rm(place, { force: true });
}

function placeOf(root: string, path: string): string {
  return join(root, ...path.split('/'));
}

/** Counted in megabytes where the whole is known, else in files. */
function downloadProgress({ head, sources, total, onEvent }: FetchJob) {
  const count = sources.reduce((sum, { files }) => sum + files.length, 0);
  const inBytes = total?.exact === true;
  const bytesOf = new Map<string, number>();
  const whole = inBytes ? megabytes(total.bytes) : count;
  let bytes = 0;
  let files = 0;
  onEvent?.({
    kind: 'stage',
    name: `Downloading ${head.set}`,
    unit: inBytes ? 'megabyte' : 'file',
    total: whole,
  });
  // The end of a stage is said once, when all is there.
  const tell = () => {
    const done = inBytes ? megabytes(bytes) : files;
    if (done < whole) onEvent?.({ kind: 'progress', done });
  };
  const came = (path: string, now: number) => {
    bytes += now - (bytesOf.get(path) ?? 0);
    bytesOf.set(path, now);
    tell();
  };
  return {
    came,
    whole(path: string, now: number) {
      files++;
      came(path, now);
      bytesOf.delete(path);
    },
    stood(file: ListedFile, standing: StandingFiles) {
      files++;
      bytes += file.bytes ?? standing.files.get(file.path)?.bytes ?? 0;
    },
    end: () => onEvent?.({ kind: 'progress', done: whole }),
  };
}
