import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { type ModelConfig, readModelConfig, readModelJson } from '../../models/index.ts';

/** open_clip's description of a pair. */
export const openClipFile = 'open_clip_config.json';

/** The file that describes the folder's model: `config.json`, or open_clip's where that is all. */
export function visionConfigFile(folder: string): string {
  const named = existsSync(join(folder, 'config.json'));
  return !named && existsSync(join(folder, openClipFile)) ? openClipFile : 'config.json';
}

const openClipSchema = z.looseObject({ model_type: z.string().optional() });

/**
 * The content of {@link visionConfigFile}.
 *
 * @throws E_MODEL where the folder or the file is missing or does not fit
 */
export async function readVisionConfig(folder: string): Promise<ModelConfig> {
  if (visionConfigFile(folder) === 'config.json') return readModelConfig(folder);
  const parsed = openClipSchema.safeParse(await readModelJson(folder, openClipFile));
  if (parsed.success) return parsed.data;
  throw new MingaError('E_MODEL', {
    found: `${join(folder, openClipFile)}: not an object`,
    expected: "open_clip's config",
  });
}
