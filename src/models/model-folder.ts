import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../errors/index.ts';

const configSchema = z.looseObject({ model_type: z.string().optional() });

/** The content of a model folder's `config.json`, as far as every kind of model shares it. */
export type ModelConfig = z.infer<typeof configSchema>;

/** @throws E_MODEL where the folder or its `config.json` is missing or not a JSON object */
export async function readModelConfig(folder: string): Promise<ModelConfig> {
  if (!existsSync(folder)) {
    throw new MingaError('E_MODEL', {
      found: `no model folder at ${folder}`,
      expected: '"builtin" or a folder with a config.json',
    });
  }
  const parsed = configSchema.safeParse(await readModelJson(folder, 'config.json'));
  if (parsed.success) return parsed.data;
  throw new MingaError('E_MODEL', {
    found: `${join(folder, 'config.json')}: not an object with a text as model_type`,
    expected: "a Hugging Face model's config",
  });
}

/** @throws E_MODEL where the file is missing or not JSON */
export async function readModelJson(folder: string, name: string): Promise<unknown> {
  const bytes = await readModelFile(folder, name);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new MingaError('E_MODEL', {
      found: `${join(folder, name)}: not JSON`,
      expected: 'JSON in UTF-8',
      cause,
    });
  }
}

/** @throws E_MODEL where the file is missing or cannot be read */
export async function readModelFile(folder: string, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  try {
    return await readFile(path);
  } catch (cause) {
    throw new MingaError('E_MODEL', {
      found: `${path}: cannot be read`,
      expected: `a model folder with ${name}`,
      cause,
    });
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
