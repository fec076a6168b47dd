import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Hexadecimal digits of a digest, by the names that servers use for their algorithms. */
export const digestLength = { md5: 32, sha1: 40, git: 40, sha256: 64, sha512: 128 } as const;

/** `git` is the SHA-1 of a git blob. */
export type DigestAlgorithm = keyof typeof digestLength;

/** What is known of a content before it is there. */
export interface Expected {
  /** Null where the server does not say; never of a git blob. */
  readonly bytes: number | null;
  readonly algorithm: DigestAlgorithm;
  /** In lower-case hexadecimal; null where nobody says. */
  readonly digest: string | null;
}

/** Hashes a content as it comes. */
export interface ContentCheck {
  readonly add: (piece: Uint8Array) => void;
  /** SHA-256 in hexadecimal, and whether the content is what the server lists. */
  readonly end: () => { readonly sha256: string; readonly right: boolean };
}

/**
 * Checks a content against a server's listing. Git names a blob by the SHA-1 of `blob`, its length, a
 * zero byte and the content.
 */
export function contentCheck(expected: Expected): ContentCheck {
  const sha256 = createHash('sha256');
  const other = otherHash(expected);
  return {
    add(piece) {
      sha256.update(piece);
      other?.update(piece);
    },
    end() {
      const own = sha256.digest('hex');
      const found = other?.digest('hex') ?? own;
      return { sha256: own, right: expected.digest === null || found === expected.digest };
    },
  };
}

function otherHash({ algorithm, bytes }: Expected): Hash | null {
  if (algorithm === 'sha256') return null;
  if (algorithm !== 'git') return createHash(algorithm);
  return createHash('sha1').update(`blob ${bytes}\0`);
}

/** Adds what a file holds. */
export async function addFile(check: ContentCheck, path: string): Promise<void> {
  for await (const piece of createReadStream(path, { highWaterMark: 2 ** 20 })) check.add(piece);
}
