import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from '../download/index.ts';
import { parseModelId } from './model-id.ts';

/**
 * Where pulled models lie: `MINGA_MODELS`; else `minga/models` in the platform's folder for what
 * can be had again: `XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches` on macOS, `LOCALAPPDATA` on
 * Windows.
 */
export function modelsFolder(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { MINGA_MODELS: own, HOME, USERPROFILE } = environment;
  if (own !== undefined && own !== '') return resolve(own);
  const home = (platform === 'win32' ? USERPROFILE : HOME) || homedir();
  return join(cacheFolder(environment, platform, home), 'minga', 'models');
}

function cacheFolder(environment: Environment, platform: NodeJS.Platform, home: string): string {
  if (platform === 'win32') return environment.LOCALAPPDATA || join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  return environment.XDG_CACHE_HOME || join(home, '.cache');
}

/**
 * The folder of one model within `root`.
 *
 * @throws E_MODEL where the id is none, so that it can never lead out of the root
 */
export function modelFolder(root: string, id: string): string {
  return join(root, ...parseModelId(id).split('/'));
}
