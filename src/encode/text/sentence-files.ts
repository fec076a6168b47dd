import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { readModelJson } from '../../models/index.ts';
import type { TextPooling } from './text-defaults.ts';

/** What the files of sentence-transformers say; a field that is undefined they leave open. */
export interface SentenceFiles {
  readonly pooling: SentencePooling | undefined;
  readonly normalize: boolean | undefined;
  /** Layers between pooling and vector, which only a graph that includes them can compute. */
  readonly layers: readonly string[];
  readonly maxTokens: number | undefined;
  readonly lowerCase: boolean;
  /** The prompt that the model puts before every text. */
  readonly prompt: string | undefined;
}

interface SentencePooling {
  /** `null` for a way that is not known to us. */
  readonly mode: TextPooling | null;
  /** The file's own word. */
  readonly said: string;
  readonly file: string;
  /** Whether the prompt's tokens count. */
  readonly includePrompt: boolean;
}

const modulesSchema = z.array(
  z.looseObject({ type: z.string(), path: z.string().regex(/^(?![/])(?!.*[.][.])[\w./-]*$/) }),
);
const lengthSchema = z.looseObject({
  max_seq_length: z.number().int().positive().nullish(),
  do_lower_case: z.boolean().default(false),
});
const promptsSchema = z.looseObject({
  prompts: z.record(z.string(), z.string().nullable()).nullish(),
  default_prompt_name: z.string().nullish(),
});
const poolingSchema = z.looseObject({
  pooling_mode: z.union([z.string(), z.array(z.string())]).optional(),
  include_prompt: z.boolean().default(true),
});

const modes: Readonly<Record<string, TextPooling>> = {
  cls: 'cls',
  cls_token: 'cls',
  lasttoken: 'last',
  max: 'max',
  max_tokens: 'max',
  mean: 'mean',
  mean_tokens: 'mean',
};

/**
 * Reads `modules.json` with the pooling's own file, `sentence_bert_config.json` and
 * `config_sentence_transformers.json`, each where the folder has it.
 *
 * @throws E_MODEL where one of them is malformed, or `modules.json` names a file that is missing
 */
export async function readSentenceFiles(folder: string): Promise<SentenceFiles> {
  const modules = await readOptional(folder, 'modules.json', modulesSchema);
  const lengths = await readOptional(folder, 'sentence_bert_config.json', lengthSchema);
  const prompts = await readOptional(folder, 'config_sentence_transformers.json', promptsSchema);
  const kinds = modules?.map(({ type, path }) => ({ kind: type.split('.').at(-1), path })) ?? [];
  // Some folders keep the pooling's file alone.
  const poolingPath = kinds.find(({ kind }) => kind === 'Pooling')?.path ?? '1_Pooling';
  const required = kinds.some(({ kind }) => kind === 'Pooling');
  const known = new Set(['Transformer', 'Pooling', 'Normalize', 'Dropout']);
  return {
    pooling: await readPooling(folder, join(poolingPath, 'config.json'), required),
    normalize: modules === undefined ? undefined : kinds.some(({ kind }) => kind === 'Normalize'),
    layers: kinds.filter(({ kind = '' }) => !known.has(kind)).map(({ path }) => path),
    maxTokens: lengths?.max_seq_length ?? undefined,
    lowerCase: lengths?.do_lower_case ?? false,
    prompt: defaultPrompt(prompts, folder),
  };
}

async function readPooling(
  folder: string,
  file: string,
  required: boolean,
): Promise<SentencePooling | undefined> {
  if (!required && !existsSync(join(folder, file))) return undefined;
  const config = checked(await readModelJson(folder, file), poolingSchema, join(folder, file));
  // Older files have a switch for every way, newer ones the way's name.
  const switches = Object.entries(config).filter(
    ([key, value]) => key.startsWith('pooling_mode_') && value === true,
  );
  const named = config.pooling_mode ?? switches.map(([key]) => key.slice('pooling_mode_'.length));
  const ways = typeof named === 'string' ? [named] : named;
  return {
    mode: ways.length === 1 ? (modes[ways[0]] ?? null) : null,
    said: ways.length === 0 ? 'none' : ways.join(' and '),
    file: join(folder, file),
    includePrompt: config.include_prompt,
  };
}

function defaultPrompt(
  file: z.infer<typeof promptsSchema> | undefined,
  folder: string,
): string | undefined {
  const name = file?.default_prompt_name;
  if (file === undefined || name === undefined || name === null) return undefined;
  const prompt = file.prompts?.[name];
  if (typeof prompt === 'string') return prompt;
  throw new MingaError('E_MODEL', {
    found: `${join(folder, 'config_sentence_transformers.json')}: default_prompt_name "${name}" without such a prompt`,
    expected: 'the name of one of its prompts',
  });
}

async function readOptional<T>(
  folder: string,
  file: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  if (!existsSync(join(folder, file))) return undefined;
  return checked(await readModelJson(folder, file), schema, join(folder, file));
}

function checked<T>(value: unknown, schema: z.ZodType<T>, place: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new MingaError('E_MODEL', {
    found: `${place}: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
    expected: 'a file as sentence-transformers writes it',
  });
}
