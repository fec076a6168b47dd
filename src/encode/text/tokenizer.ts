import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { wordByWord } from './word-cache.ts';

/** A model's own tokenizer. */
export interface TextTokenizer {
  /** The ids of a text's tokens, without special ones, not cut. */
  readonly encode: (text: string) => readonly number[];
  /** Special tokens that the model wants before a text. */
  readonly prefix: readonly number[];
  /** Special tokens that the model wants after a text. */
  readonly suffix: readonly number[];
  /** The largest id that a token can have. */
  readonly largest: number;
  readonly idOf: (token: string) => number | undefined;
  /** The token for what the vocabulary does not hold. */
  readonly unknown: number | undefined;
  /** How texts of one batch are made equally long, as far as the file says. */
  readonly padding: TokenizerPadding | undefined;
}

export interface TokenizerPadding {
  readonly direction: 'Left' | 'Right';
  readonly id: number;
}

const schema = z.looseObject({
  added_tokens: z.array(z.looseObject({ content: z.string(), id: z.number() })),
  normalizer: z.looseObject({ type: z.string() }).nullable(),
  pre_tokenizer: z.looseObject({ type: z.string() }).nullable(),
  model: z.looseObject({ type: z.string().optional(), unk_token: z.string().nullish() }),
  padding: z
    .looseObject({ direction: z.enum(['Left', 'Right']), pad_id: z.number().int().nonnegative() })
    .nullish(),
});

/**
 * Builds the tokenizer that a `tokenizer.json` describes.
 *
 * @param json the file's content
 * @param place its path, for errors
 * @throws E_MODEL where the file is not one of the tokenizers library, or uses a part unknown to us
 */
export function openTokenizer(json: unknown, place: string): TextTokenizer {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new MingaError('E_MODEL', {
      found: `${place}: not a tokenizer (${issue.path.join('.') || 'the file'}: ${issue.message})`,
      expected: 'a file of the tokenizers library',
    });
  }
  const description = parsed.data;
  const tokenizer = build(description, place);
  const encodeWhole = (text: string): readonly number[] =>
    tokenizer.encode(text, { add_special_tokens: false }).ids;
  const splits =
    description.normalizer?.type === 'BertNormalizer' &&
    description.pre_tokenizer?.type === 'BertPreTokenizer';
  const { padding, model, added_tokens: added } = description;
  const name = model.unk_token;
  return {
    encode: splits
      ? wordByWord(
          encodeWhole,
          added.map(({ content }) => content),
        )
      : encodeWhole,
    ...specialTokens(tokenizer, place),
    largest: [...tokenizer.get_vocab().values()].reduce((a, b) => Math.max(a, b), -1),
    idOf: token => tokenizer.token_to_id(token),
    unknown: typeof name === 'string' ? tokenizer.token_to_id(name) : undefined,
    padding: padding ? { direction: padding.direction, id: padding.pad_id } : undefined,
  };
}

function build(description: object, place: string): Tokenizer {
  try {
    return new Tokenizer(description, {});
  } catch (cause) {
    throw new MingaError('E_MODEL', {
      found: `${place}: a tokenizer that cannot be built`,
      expected: 'a file of the tokenizers library',
      cause,
    });
  }
}

// No vocabulary holds it, and only its place matters.
const standIn = '\u0000text\u0000';

/** What the post-processor puts before and after a text, found by processing a stand-in for one. */
function specialTokens(tokenizer: Tokenizer, place: string) {
  const { post_processor: processor } = tokenizer;
  const tokens = processor === null ? [standIn] : processor.post_process([standIn]).tokens;
  const at = tokens.indexOf(standIn);
  const ids = (names: readonly string[]) =>
    names.map(name => {
      const id = tokenizer.token_to_id(name);
      if (id !== undefined) return id;
      throw new MingaError('E_MODEL', {
        found: `${place}: a special token "${name}" that is not in the vocabulary`,
        expected: 'every token of the post-processor among the added tokens',
      });
    });
  return { prefix: ids(tokens.slice(0, at)), suffix: ids(tokens.slice(at + 1)) };
}
