import { mkdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { MingaError } from '../errors/index.ts';
import type { RemoteFile } from './download-file.ts';

/** Left free: a disk that is full to the last byte stops more than a download. */
const margin = 64 * 2 ** 20;

/**
 * @param choice how another folder is chosen, for messages: `set MINGA_MODELS or --folder`
 * @param mode of a folder that is made
 * @throws E_DOWNLOAD where `folder` cannot be made, or its disk has no room for `bytes` more
 */
export async function checkRoom(
  folder: string,
  bytes: number,
  choice: string,
  mode = 0o777,
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode });
  } catch (cause) {
    throw new MingaError('E_DOWNLOAD', {
      found: `${folder}: cannot be made`,
      expected: 'a folder that this user may write to',
      fix: choice,
      cause,
    });
  }
  // Some network folders do not tell; then the write itself will.
  const disk = await statfs(folder).catch(() => null);
  if (disk === null || disk.blocks === 0) return;
  const free = disk.bavail * disk.bsize;
  if (free >= bytes + margin) return;
  throw new MingaError('E_DOWNLOAD', {
    found: `${folder}: ${whole(free)} MB are free`,
    expected: `${whole(bytes + margin)} MB`,
    fix: `make room, or ${choice}`,
  });
}

function whole(bytes: number): string {
  return Math.ceil(bytes / 1e6).toLocaleString('en');
}

/** Bytes of whole and of half-downloaded files in `folder`, which need no room any more. */
export async function bytesThere(
  folder: string,
  files: readonly Pick<RemoteFile, 'path' | 'bytes'>[],
): Promise<number> {
  let total = 0;
  for (const { path, bytes } of files) {
    const target = join(folder, ...path.split('/'));
    for (const place of [target, `${target}.part`]) {
      const status = await stat(place).catch(() => null);
      total += Math.min(status?.size ?? 0, bytes ?? Number.POSITIVE_INFINITY);
    }
  }
  return total;
}
