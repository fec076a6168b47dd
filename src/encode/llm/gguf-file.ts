import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MingaError } from '../../errors/index.ts';

/** A GGUF file, or one part of a model that is divided over several. */
export interface GgufPart {
  readonly path: string;
  readonly bytes: number;
  /** Changes whenever the file does, as far as its folder can tell. */
  readonly stamp: string;
}

export interface GgufHashing {
  readonly signal?: AbortSignal;
  /** Bytes hashed so far and in all; models have gigabytes. */
  readonly onProgress?: (done: number, total: number) => void;
}

const partName = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/;
const chunk = 4 * 2 ** 20;

/**
 * The files of a model: one, or all parts of one whose first part is named.
 *
 * @throws E_FILE_MISSING where one is missing; E_MODEL where the name is another part's than the
 * first, or where a file does not begin as GGUF does
 */
export async function ggufParts(path: string): Promise<GgufPart[]> {
  const divided = partName.exec(basename(path));
  if (divided === null) return [await readPart(path)];
  const [, stem, number, count] = divided;
  if (Number(number) !== 1) {
    throw new MingaError('E_MODEL', {
      found: `${path}: part ${Number(number)} of ${Number(count)}`,
      expected: `the first part, ${stem}-00001-of-${count}.gguf`,
    });
  }
  const parts: GgufPart[] = [];
  for (let i = 1; i <= Number(count); i++) {
    const name = `${stem}-${String(i).padStart(5, '0')}-of-${count}.gguf`;
    parts.push(await readPart(join(dirname(path), name)));
  }
  return parts;
}

async function readPart(path: string): Promise<GgufPart> {
  const real = await realpath(path).catch(() => null);
  const status = real === null ? null : await stat(real);
  if (real === null || !status?.isFile()) {
    throw new MingaError('E_FILE_MISSING', {
      found: `${path}: no such file`,
      expected: 'a GGUF file',
    });
  }
  const file = await open(real);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    if (bytesRead < 4 || buffer.toString('latin1') !== 'GGUF') {
      throw new MingaError('E_MODEL', {
        found: `${path}: does not begin with "GGUF"`,
        expected: 'a GGUF file',
        fix: 'a small file may be a pointer of Git LFS: fetch the file itself',
      });
    }
  } finally {
    await file.close();
  }
  return {
    path: real,
    bytes: status.size,
    stamp: `${status.dev}:${status.ino}:${status.size}:${status.mtimeMs}:${status.ctimeMs}`,
  };
}

/**
 * SHA-256, in hexadecimal, of every part. Nothing is remembered between runs: a stale hash would
 * let two models share a store, and the reading is not lost, since llama.cpp maps the same pages.
 *
 * @throws E_ABORTED where the signal aborts
 */
export async function hashParts(
  parts: readonly GgufPart[],
  { signal, onProgress }: GgufHashing = {},
): Promise<string[]> {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const hashes: string[] = [];
  let done = 0;
  for (const { path } of parts) {
    const hash = createHash('sha256');
    for await (const bytes of createReadStream(path, { highWaterMark: chunk })) {
      if (signal?.aborted) throw new MingaError('E_ABORTED', { found: `${path}: not hashed` });
      hash.update(bytes);
      done += bytes.length;
      onProgress?.(done, total);
    }
    hashes.push(hash.digest('hex'));
  }
  return hashes;
}

/** @throws E_MODEL where a part is not what it was when it was hashed */
export async function refuseChanged(path: string, parts: readonly GgufPart[]): Promise<void> {
  const now = await ggufParts(path);
  if (now.every(({ stamp }, i) => stamp === parts[i].stamp)) return;
  throw new MingaError('E_MODEL', {
    found: `${path}: changed while it was opened`,
    expected: 'a file that nobody is writing',
    fix: 'wait until its download has ended',
  });
}
