import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { readModelFile, readModelJson, sha256 } from '../../models/index.ts';
import { openTokenizer, type TextTokenizer } from './tokenizer.ts';

export type Side = 'left' | 'right';

/** A folder's tokenizer and how its texts are cut and padded. */
export interface TokenizerFiles {
  readonly tokenizer: TextTokenizer;
  /** SHA-256 of `tokenizer.json`. */
  readonly hash: string;
  readonly padId: number | undefined;
  readonly padSide: Side;
  readonly cutSide: Side;
  /** The most tokens of a text; undefined where the file does not bound them. */
  readonly maxTokens: number | undefined;
}

const side = z.enum(['left', 'right']).optional();
const token = z
  .union([z.string(), z.looseObject({ content: z.string() })])
  .transform(value => (typeof value === 'string' ? value : value.content))
  .nullish();
const settingsSchema = z.looseObject({
  model_max_length: z.number().positive().nullish(),
  padding_side: side,
  truncation_side: side,
  pad_token: token,
});
const specialSchema = z.looseObject({ pad_token: token });

/** Tokenizers without a bound write a number beyond all reason. */
const unbounded = 1e9;

/**
 * Reads `tokenizer.json`, `tokenizer_config.json` and, where it is there, `special_tokens_map.json`.
 *
 * @throws E_MODEL where one is missing or malformed, or names a padding token that there is not
 */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const place = join(folder, 'tokenizer.json');
  const tokenizer = openTokenizer(await readModelJson(folder, 'tokenizer.json'), place);
  const settings = await readChecked(folder, 'tokenizer_config.json', settingsSchema);
  const special = existsSync(join(folder, 'special_tokens_map.json'))
    ? await readChecked(folder, 'special_tokens_map.json', specialSchema)
    : {};
  const padToken = settings.pad_token ?? special.pad_token ?? undefined;
  const padId = padToken === undefined ? tokenizer.padding?.id : tokenizer.idOf(padToken);
  if (padToken !== undefined && padId === undefined) {
    throw new MingaError('E_MODEL', {
      found: `${join(folder, 'tokenizer_config.json')}: a padding token "${padToken}"`,
      expected: 'one that tokenizer.json knows',
    });
  }
  const most = settings.model_max_length ?? unbounded;
  return {
    tokenizer,
    hash: sha256(await readModelFile(folder, 'tokenizer.json')),
    padId,
    padSide: settings.padding_side ?? (tokenizer.padding?.direction === 'Left' ? 'left' : 'right'),
    cutSide: settings.truncation_side ?? 'right',
    maxTokens: most < unbounded ? Math.floor(most) : undefined,
  };
}

async function readChecked<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await readModelJson(folder, name));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new MingaError('E_MODEL', {
    found: `${join(folder, name)}: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
    expected: "a tokenizer's settings as transformers writes them",
  });
}
