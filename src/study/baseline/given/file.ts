import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PreprocessRules } from '../../../encode/picture/preprocess-rules.ts';
import { readPreprocessRules } from '../../../encode/picture/rules-file.ts';
import { readVisionConfig } from '../../../encode/picture/vision-config.ts';
import { readVisionFolder } from '../../../encode/picture/vision-folder.ts';
import { visionOutput } from '../../../encode/picture/vision-output.ts';
import { MingaError } from '../../../errors/index.ts';
import { resolveModel } from '../../../models/index.ts';

/** Where a model lies, and what the files beside it say of it. */
export interface GivenFile {
  /** Path of the `.onnx` file. */
  readonly path: string;
  /** Null where no file beside the model says how it wants its pictures. */
  readonly rules: PreprocessRules | null;
  /** The tensor to read; null lets the model's own outputs decide. */
  readonly output: string | null;
  /** How tokens become one vector. */
  readonly pooling: 'cls' | 'mean' | 'mean-patches' | 'pooled';
  readonly prefixTokens: number | null;
}

/**
 * Finds a model by its folder, laid out as the hub lays models out, or by its `.onnx` file, with the
 * rules for its pictures beside it or one folder up.
 *
 * @throws E_MODEL where there is none, or the files beside it do not fit
 */
export async function findGivenFile(image: string): Promise<GivenFile> {
  const path = await resolveModel(image);
  if ((await stat(path)).isDirectory()) {
    const folder = await readVisionFolder(path, await readVisionConfig(path));
    const { model, rules, output, pooling, prefixTokens } = folder;
    return { path: model, rules, output, pooling, prefixTokens };
  }
  if (!path.endsWith('.onnx')) {
    throw new MingaError('E_MODEL', {
      found: `fine-tuned.image is ${image}`,
      expected: 'a folder of a vision model, or an .onnx file',
    });
  }
  const asked = { asked: undefined, pooling: 'cls' } as const;
  return {
    path,
    rules: await rulesBeside(path),
    output: visionOutput(await readFile(path), {}, asked).output,
    pooling: 'cls',
    prefixTokens: null,
  };
}

async function rulesBeside(path: string): Promise<PreprocessRules | null> {
  const own = dirname(path);
  const folders = basename(own) === 'onnx' ? [own, dirname(own)] : [own];
  for (const folder of folders) {
    const name = 'preprocessor_config.json';
    if (existsSync(join(folder, name))) return readPreprocessRules(folder, {});
  }
  return null;
}
