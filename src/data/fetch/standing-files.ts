import { inLanes } from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import {
  type DataManifestFile,
  looksTheSame,
  type ManifestHead,
  readDataManifest,
  readJournal,
  type UnpackedArchive,
} from './data-manifest.ts';
import type { ListedFile } from './listed-file.ts';

/** What earlier fetches finished, as far as it still looks as it did then; by path. */
export interface StandingFiles {
  readonly files: ReadonlyMap<string, DataManifestFile>;
  readonly archives: ReadonlyMap<string, UnpackedArchive>;
}

const looks = 32;

/**
 * By the manifest and the journal of a folder. No file is hashed: that is what verifying is for.
 *
 * @throws E_OPTION where the folder holds another set, or another version
 */
export async function standingFiles(root: string, head: ManifestHead): Promise<StandingFiles> {
  const entries = [await readDataManifest(root), await readJournal(root)];
  for (const other of entries) if (other !== null) checkSame(root, other, head);
  const noted = new Map(
    entries.flatMap(one => one?.files.map(file => [file.path, file] as const) ?? []),
  );
  const files = new Map<string, DataManifestFile>();
  await inLanes(noted.values(), looks, async file => {
    if (await looksTheSame(root, file)) files.set(file.path, file);
  });
  const archives = new Map(
    entries.flatMap(one => one?.archives.map(each => [each.archive, each] as const) ?? []),
  );
  const whole = [...archives].filter(([path, { entries: count }]) => {
    let there = 0;
    for (const { from } of files.values()) if (from === path) there++;
    return there === count;
  });
  return { files, archives: new Map(whole) };
}

function checkSame(root: string, other: ManifestHead, head: ManifestHead): void {
  if (other.set === head.set && other.sources.join() === head.sources.join()) return;
  throw new MingaError('E_OPTION', {
    found: `${root} holds ${other.set} from ${other.sources.join(' and ')}`,
    expected: `a folder of its own for ${head.set} from ${head.sources.join(' and ')}`,
    fix: 'name another --root',
  });
}

/** Whether a listed file, or all that an archive holds, was had before with the content that is listed now. */
export function stands({ files, archives }: StandingFiles, file: ListedFile): boolean {
  if (file.archive !== null) return archives.get(file.path)?.digest === file.digest;
  const there = files.get(file.path);
  if (there === undefined) return false;
  return file.digest === null || (file.algorithm === 'sha256' && there.sha256 === file.digest);
}
