import { stat } from 'node:fs/promises';
import { MingaError } from '../errors/index.ts';

/** @throws E_FILE_MISSING where `folder` is not a folder */
export async function checkFolder(folder: string, what: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new MingaError('E_FILE_MISSING', {
    found: `${what} ${folder} ${found === undefined ? 'does not exist' : 'is not a folder'}`,
    expected: 'a folder that can be read',
    fix: 'check the path; it counts from the folder where the command runs',
  });
}
