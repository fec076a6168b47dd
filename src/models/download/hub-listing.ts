import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { isSafePath } from '../safe-path.ts';
import { ask, type Line } from './hub-request.ts';
import { withRetries } from './retries.ts';
import { TransientFault } from './transient-fault.ts';

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
export interface HubFile {
  readonly path: string;
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

const mostBytes = 32 * 2 ** 20;
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
  const api = `${line.hub.base}/api/models/${id}`;
  const infoUrl = `${api}/revision/${encodeURIComponent(revision)}`;
  const { value: info } = await json(line, infoUrl, `${id} at ${revision}`, infoSchema);
  const files: HubFile[] = [];
  let url: string | null = `${api}/tree/${info.sha}?recursive=true`;
  for (let page = 0; url !== null; page++) {
    if (page === mostPages) throw malformed(url, `more than ${mostPages} pages`);
    const tree: Fetched<z.infer<typeof treeSchema>> = await json(line, url, id, treeSchema);
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

interface Fetched<Value> {
  readonly value: Value;
  readonly next: string | null;
}

function json<Schema extends z.ZodType>(
  line: Line,
  url: string,
  subject: string,
  schema: Schema,
): Promise<Fetched<z.infer<Schema>>> {
  return withRetries(line, subject, async () => {
    const answer = await ask(line, url, subject);
    try {
      const parts: Uint8Array[] = [];
      let bytes = 0;
      for await (const piece of answer.pieces()) {
        parts.push(piece);
        bytes += piece.length;
        if (bytes > mostBytes) throw malformed(url, `more than ${mostBytes} bytes`);
      }
      const parsed = schema.safeParse(parse(Buffer.concat(parts).toString('utf8')));
      if (!parsed.success) throw malformed(url, parsed.error.issues[0].message);
      return { value: parsed.data, next: nextPage(answer.headers.get('link'), url) };
    } finally {
      answer.close();
    }
  });
}

/** An answer that was cut looks like this; a page of a captive portal does, too. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TransientFault('the answer is not JSON, or was cut');
  }
}

/** The `rel="next"` of a Link header; it must stay with the hub. */
function nextPage(link: string | null, url: string): string | null {
  const target = link?.match(/<([^>]*)>\s*;[^,]*rel="?next"?/)?.[1];
  if (target === undefined) return null;
  const next = URL.canParse(target, url) ? new URL(target, url) : null;
  if (next !== null && next.origin === new URL(url).origin) return next.href;
  throw malformed(url, 'its next page lies elsewhere');
}

function malformed(url: string, reason: string): MingaError {
  return new MingaError('E_DOWNLOAD', {
    found: `${url}: ${reason}`,
    expected: 'the answer of a Hugging Face hub',
    fix: 'check --mirror, MINGA_HUB_MIRROR or HF_ENDPOINT; a login page in between answers so, too',
  });
}
