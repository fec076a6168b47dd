import { basename, resolve } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { readSentenceFiles, type SentenceFiles } from './sentence-files.ts';
import type { TextConfig } from './text-config.ts';
import { openClipDefaults, type TextDefaults, textDefaults } from './text-defaults.ts';
import { readTokenizerFiles, type TokenizerFiles } from './tokenizer-files.ts';

/** How a folder's model makes tokens of a text; no weights are needed to know it. */
export interface TokenRules {
  readonly tokenizer: TokenizerFiles;
  readonly sentence: SentenceFiles;
  readonly defaults: TextDefaults;
  readonly prefix: string;
  readonly lowerCase: boolean;
  /** The most tokens of a text, special ones and those of the prefix included; null: no bound. */
  readonly maxTokens: number | null;
}

/**
 * Reads how a hub-style folder of a text model makes tokens.
 *
 * @throws E_MODEL where a file is missing or malformed
 * @throws E_OPTION where `maxTokens` is beyond the places that the model has
 */
export async function readTokenRules(
  folder: string,
  config: TextConfig,
  options: { readonly prefix?: string; readonly maxTokens?: number } = {},
): Promise<TokenRules> {
  const tokenizer = await readTokenizerFiles(folder);
  const sentence = await readSentenceFiles(folder);
  const defaults = config.openClip
    ? openClipDefaults
    : textDefaults(config.config.model_type, nameOf(folder, config));
  return {
    tokenizer,
    sentence,
    defaults,
    prefix: options.prefix ?? sentence.prompt ?? defaults.prefix,
    lowerCase: sentence.lowerCase,
    maxTokens: mostTokens(options.maxTokens, sentence, tokenizer, config, defaults),
  };
}

/** The folder's own name, or the hub's where the folder was renamed. */
function nameOf(folder: string, { origin }: TextConfig): string {
  return `${basename(resolve(folder))} ${origin?.split('/').at(-1) ?? ''}`;
}

function mostTokens(
  wanted: number | undefined,
  sentence: SentenceFiles,
  { tokenizer, maxTokens }: TokenizerFiles,
  { positions }: TextConfig,
  defaults: TextDefaults,
): number | null {
  const special = tokenizer.prefix.length + tokenizer.suffix.length;
  const places = positions ?? defaults.maxTokens ?? Number.POSITIVE_INFINITY;
  if (wanted !== undefined) {
    if (Number.isInteger(wanted) && wanted > special && wanted <= places) return wanted;
    throw new MingaError('E_OPTION', {
      found: `maxTokens ${wanted}`,
      expected: `a whole number from ${special + 1}${places < Number.POSITIVE_INFINITY ? `–${places}` : ''}`,
    });
  }
  const own = sentence.maxTokens ?? maxTokens ?? defaults.maxTokens ?? Number.POSITIVE_INFINITY;
  const most = Math.min(own, places);
  return most < Number.POSITIVE_INFINITY ? most : null;
}
