import { askText, digestLength, type Line, StatusFault } from '../../download/index.ts';
import { isMingaError, MingaError } from '../../errors/index.ts';
import type { ListedFile } from './listed-file.ts';
import type { PhysioNetSource } from './recipe.ts';

/** The list of a project of 380,000 files has some 50 MB. */
const mostBytes = 512 * 2 ** 20;

export const sumsName = 'SHA256SUMS.txt';

/**
 * Lists a project by its SHA256SUMS.txt; where it has none by its RECORDS, which name no hashes.
 *
 * @throws E_DOWNLOAD where the server refuses or a list is malformed
 */
export async function listPhysioNet(
  line: Line,
  { slug, version, archives }: PhysioNetSource,
): Promise<ListedFile[]> {
  const base = `${line.server.base}/files/${slug}/${version}`;
  const listed = (path: string, digest: string | null): ListedFile => ({
    path,
    bytes: null,
    algorithm: 'sha256',
    digest,
    url: `${base}/${path.split('/').map(encodeURIComponent).join('/')}`,
    archive: archives?.get(path) ?? null,
  });
  const sums = await askWhereThere(line, `${base}/${sumsName}`, `${slug} ${version} ${sumsName}`);
  if (sums !== null) {
    const entries = readSums(sums, `${base}/${sumsName}`);
    return entries.map(({ path, digest }) => listed(path, digest));
  }
  const records = await askText(line, `${base}/RECORDS`, `${slug} ${version} RECORDS`, mostBytes);
  const paths = records.split(/\r?\n/).flatMap(text => (text.trim() === '' ? [] : [text.trim()]));
  return [...new Set(paths)].map(path => listed(path, null));
}

/**
 * The lines of a SHA256SUMS.txt: a hash, two blanks (or a blank and a star), a path.
 *
 * @throws E_DOWNLOAD where a line is of another form
 */
export function readSums(text: string, source: string): { path: string; digest: string }[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    if (line.trim() === '') return [];
    const [, digest, path] = line.match(/^([0-9a-fA-F]+) [ *](?:\.\/)?(.+)$/) ?? [];
    if (digest?.length !== digestLength.sha256) {
      throw new MingaError('E_DOWNLOAD', {
        found: `${source} line ${at + 1}: ${JSON.stringify(line.slice(0, 80))}`,
        expected: 'a SHA-256 and the path of a file',
        fix: 'check --mirror; a login page in between answers so, too',
      });
    }
    return [{ path, digest: digest.toLowerCase() }];
  });
}

async function askWhereThere(line: Line, url: string, subject: string): Promise<string | null> {
  try {
    return await askText(line, url, subject, mostBytes);
  } catch (error) {
    if (!isMingaError(error) || !(error.cause instanceof StatusFault)) throw error;
    if (error.cause.status === 404) return null;
    throw error;
  }
}
