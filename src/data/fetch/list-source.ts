import { type Line, type Patience, serverAddress } from '../../download/index.ts';
import type { Credentials } from './credentials.ts';
import { listDataverse } from './dataverse-listing.ts';
import { matchesPattern } from './file-pattern.ts';
import { checkNames, type ListedFile } from './listed-file.ts';
import { listPhysioNet } from './physionet-listing.ts';
import type { DataverseSource, FetchRecipe, PhysioNetSource } from './recipe.ts';
import { dataverseServer, harvardDataverse, physioNet, physioNetServer } from './servers.ts';

/** The files of one source, and the line on which they are had. */
export interface SourceFiles {
  readonly line: Line;
  readonly files: readonly ListedFile[];
}

export interface Reach {
  readonly mirror: string | undefined;
  readonly credentials: Credentials | null;
  readonly patience: Patience;
  readonly signal: AbortSignal | undefined;
}

type Source = PhysioNetSource | DataverseSource;

/**
 * Lists what one source has of a set.
 *
 * @throws E_DOWNLOAD where the server refuses, or its list is malformed or names a file outside the
 * root; E_OPTION where the mirror's address is none
 */
export async function listSource(
  recipe: FetchRecipe,
  source: Source,
  { mirror, credentials, patience, signal }: Reach,
): Promise<SourceFiles> {
  const base = baseOf(source, mirror);
  if (source.kind === 'dataverse') {
    const line: Line = { server: dataverseServer(base, recipe), patience, signal };
    return { line, files: await listDataverse(line, source) };
  }
  const account = source.access === 'credentialed' ? credentials : null;
  const server = physioNetServer(base, recipe, source, account);
  const line: Line = { server, patience, signal };
  const listed = await listPhysioNet(line, source);
  checkNames(
    listed.map(({ path }) => path),
    `the list of ${source.slug} ${source.version}`,
  );
  const wanted = source.only === undefined ? () => true : matchesPattern(source.only);
  return { line, files: listed.filter(({ path }) => wanted(path)) };
}

/** The server of a source, or the mirror that answers in its place. */
export function baseOf({ kind }: Source, mirror: string | undefined): string {
  return serverAddress(mirror ?? (kind === 'physionet' ? physioNet : harvardDataverse), {
    what: 'the mirror',
    example: physioNet,
    fix: 'mend --mirror',
    secretPlace: 'an account goes into PHYSIONET_USERNAME and PHYSIONET_PASSWORD',
  });
}

/** For the manifest: `https://physionet.org/files/mbrset/1.0/`, whatever mirror answers. */
export function sourceName(source: Source): string {
  const base = baseOf(source, undefined);
  return source.kind === 'dataverse'
    ? `${base} ${source.doi}`
    : `${base}/files/${source.slug}/${source.version}/`;
}
