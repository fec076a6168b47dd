import { mkdir, statfs } from 'node:fs/promises';
import { MingaError } from '../errors/index.ts';

/** Left free: a disk that is full to the last byte stops more than a download. */
const margin = 64 * 2 ** 20;

/**
 * @param choice how another folder is chosen, for messages: `set MINGA_MODELS or --folder`
 * @throws E_DOWNLOAD where `folder` cannot be made, or its disk has no room for `bytes` more
 */
export async function checkRoom(folder: string, bytes: number, choice: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
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
