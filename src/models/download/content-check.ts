import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { HubFile } from './hub-listing.ts';

/** Hashes a content as it comes. */
export interface ContentCheck {
  readonly add: (piece: Uint8Array) => void;
  /** SHA-256 in hexadecimal, and whether the content is what the hub lists. */
  readonly end: () => { readonly sha256: string; readonly right: boolean };
}

/**
 * Checks a content against a hub's listing. Git names a blob by the SHA-1 of `blob`, its length, a
 * zero byte and the content.
 */
export function contentCheck({ algorithm, digest, bytes }: HubFile): ContentCheck {
  const sha256 = createHash('sha256');
  const git = algorithm === 'git' ? createHash('sha1').update(`blob ${bytes}\0`) : null;
  return {
    add(piece) {
      sha256.update(piece);
      git?.update(piece);
    },
    end() {
      const own = sha256.digest('hex');
      return { sha256: own, right: (git?.digest('hex') ?? own) === digest };
    },
  };
}

/** Adds what a file holds. */
export async function addFile(check: ContentCheck, path: string): Promise<void> {
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 })) check.add(piece);
}
