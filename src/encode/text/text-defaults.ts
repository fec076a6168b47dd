/** How the tokens of a text become one vector. */
export type TextPooling = 'mean' | 'cls' | 'last' | 'max';

/** What a model needs that its folder does not always say. */
export interface TextDefaults {
  readonly pooling: TextPooling;
  readonly normalize: boolean;
  readonly prefix: string;
  /** The most tokens, special ones included, where no file says it. */
  readonly maxTokens: number | null;
  /**
   * Every text is padded to the most tokens and no token is hidden: the model was trained so, and
   * its vector is read at the last place.
   */
  readonly fills: boolean;
  /** Outputs by name that may be read as a text's vector, the wanted first. */
  readonly outputs: readonly string[];
  /** Those of them that lie in the space that a pair shares. */
  readonly shared: readonly string[];
  /** Padding after a text cannot reach its vector, though the graph has no `attention_mask`. */
  readonly maskFree: boolean;
}

const plain: TextDefaults = {
  pooling: 'mean',
  normalize: false,
  prefix: '',
  maxTokens: null,
  fills: false,
  outputs: ['text_embeds', 'sentence_embedding'],
  shared: [],
  maskFree: false,
};

// Normalised as the pairs' own examples do: the halves are compared by their angle.
const projected = ['text_embeds', 'text_features'];
const pair = { normalize: true, outputs: [...projected, 'pooler_output'], shared: projected };
const siglip = { ...pair, shared: pair.outputs, maxTokens: 64, fills: true };
const clip = { ...pair, maxTokens: 77, maskFree: true };
// A decoder's token sees only what stands before it, so the last one has seen all.
const decoder = { pooling: 'last' } as const;

const byType: Readonly<Record<string, Partial<TextDefaults>>> = {
  align: pair,
  altclip: clip,
  'blip-2': { ...pair, pooling: 'cls' },
  chinese_clip: pair,
  clip,
  clip_text_model: clip,
  gemma: decoder,
  gemma2: decoder,
  llama: decoder,
  metaclip_2: clip,
  mistral: decoder,
  qwen2: decoder,
  qwen3: decoder,
  siglip,
  siglip2: siglip,
  siglip2_text_model: siglip,
  siglip_text_model: siglip,
};

/** Families that are known by name alone; their folders on the hub often lack the files that say it. */
const byName: readonly (readonly [RegExp, Partial<TextDefaults>])[] = [
  // E5's instruction-tuned siblings take a task's description in place of "query: ".
  [/(^|[-_])e5-(?!mistral)(?!.*instruct)/, { normalize: true, prefix: 'query: ' }],
  [/(^|[-_])bge-(small|base|large|m3)/, { normalize: true, pooling: 'cls' }],
  [/(^|[-_])(all-minilm|all-mpnet|multi-qa)-/, { normalize: true }],
  [/(^|[-_])qwen3-embedding/, { normalize: true }],
  [/(^|[-_])embeddinggemma/, { normalize: true, pooling: 'mean' }],
];

/**
 * What is assumed of a model where its folder says nothing, by its type and by the name that it goes
 * by.
 */
export function textDefaults(type: string | undefined, name: string): TextDefaults {
  const known = byName.find(([pattern]) => pattern.test(name.toLowerCase()));
  return { ...plain, ...byType[type ?? ''], ...known?.[1] };
}

/** What is assumed of the text half of an open_clip folder. */
export const openClipDefaults: TextDefaults = { ...plain, ...pair, maskFree: true };
