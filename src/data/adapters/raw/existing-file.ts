import { stat } from 'node:fs/promises';
import { MingaError } from '../../../errors/index.ts';

/** The first of these paths that is a file. */
export async function existingFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return path;
  }
  return undefined;
}

/**
 * The first of these paths that is a file.
 *
 * @throws E_FILE_MISSING where none is
 */
export async function requireFile(...paths: readonly string[]): Promise<string> {
  const path = await existingFile(paths);
  if (path !== undefined) return path;
  throw new MingaError('E_FILE_MISSING', {
    found: `${paths.join(', ')}: no such file`,
    expected: paths.length === 1 ? 'a file that can be read' : 'one of these files',
    fix: 'check the root of the data set; its page in docs/datasets shows the tree that is expected',
  });
}
