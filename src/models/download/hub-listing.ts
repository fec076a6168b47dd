import { z } from 'zod';
import {
  askJson,
  type Fetched,
  isSafePath,
  type Line,
  type RemoteFile,
} from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';

const hash = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const size = z.number().int().nonnegative();

const infoSchema = z.object({
  sha: hash(40),
  tags: z.array(z.string()).default([]),
  library_name: z.string().nullish(),
  cardData: z
    .looseObject({ license: z.union([z.string(), z.array(z.string())]).nullish() })
    .nullish(),
});

const treeSchema = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    oid: z.string().optional(),
    size: size.optional(),
    lfs: z.object({ oid: hash(64), size }).nullish(),
  }),
);

/** How a file's content is known before it is there: its SHA-256, or the SHA-1 of its git blob. */
export interface HubFile extends RemoteFile {
  readonly bytes: number;
  readonly algorithm: 'sha256' | 'git';
  readonly digest: string;
}

/** What a hub says of a repository at one commit. */
export interface HubListing {
  readonly commit: string;
  /** As the model's card names it; null where it names none. */
  readonly licence: string | null;
  readonly tags: readonly string[];
  readonly files: readonly HubFile[];
}

const mostPages = 50;

/**
 * Lists a repository: `/api/models/ID/revision/REVISION`, then every page of
 * `/api/models/ID/tree/COMMIT?recursive=true`.
 *
 * @throws E_DOWNLOAD where the hub refuses, or its answer is malformed or names a file outside the
 * repository
 */
export async function listRepository(
  line: Line,
  id: string,
  revision: string,
): Promise<HubListing> {
  const api = `${line.server.base}/api/models/${id}`;
  const infoUrl = `${api}/revision/${encodeURIComponent(revision)}`;
  const { value: info } = await askJson(line, infoUrl, `${id} at ${revision}`, infoSchema);
  const files: HubFile[] = [];
  let url: string | null = `${api}/tree/${info.sha}?recursive=true`;
  for (let page = 0; url !== null; page++) {
    if (page === mostPages) {
      throw new MingaError('E_DOWNLOAD', {
        found: `${url}: more than ${mostPages} pages`,
        expected: 'the listing of one repository',
      });
    }
    const tree: Fetched<z.infer<typeof treeSchema>> = await askJson(line, url, id, treeSchema);
    files.push(...tree.value.flatMap(entry => hubFile(entry, id)));
    url = tree.next;
  }
  const { license } = info.cardData ?? {};
  return {
    commit: info.sha,
    licence: Array.isArray(license) ? license.join(', ') : (license ?? null),
    tags: [...info.tags, ...(info.library_name ? [info.library_name] : [])],
    files,
  };
}

function hubFile(entry: z.infer<typeof treeSchema>[number], id: string): HubFile[] {
  const { type, path, lfs, oid = '', size: bytes = 0 } = entry;
  if (type !== 'file') return [];
  if (!isSafePath(path)) {
    throw new MingaError('E_DOWNLOAD', {
      found: `${id} holds a file named ${JSON.stringify(path.slice(0, 200))}`,
      expected: 'names that stay within the folder and that every system can hold',
      fix: 'do not trust this repository; take the model from another',
    });
  }
  if (lfs) return [{ path, bytes: lfs.size, algorithm: 'sha256', digest: lfs.oid }];
  return [{ path, bytes, algorithm: 'git', digest: oid }];
}
