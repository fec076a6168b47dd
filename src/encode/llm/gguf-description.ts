import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { LlamaPackage } from './llama-package.ts';

/** How the vectors of a text's tokens become one: the last, their mean, or the first. */
export const poolings = ['last', 'mean', 'cls'] as const;
export type TextPooling = (typeof poolings)[number];

/** llama.cpp's numbers of the kinds of pooling. */
export const poolingNumbers: Readonly<Record<TextPooling, number>> = { mean: 1, cls: 2, last: 3 };
const rank = 4;

/** Architectures that look ahead although their files do not say so (llama.cpp, src/models). */
const lookingAhead = ['gemma-embedding', 'dream', 'llada', 'llada-moe', 'rnd1'];

/** What a GGUF file says of its model, as far as embedding needs it. */
export interface GgufDescription {
  readonly architecture: string;
  /** Tokens that the model was trained to see at once; null where the file does not say. */
  readonly contextLength: number | null;
  /** How the file says that its vectors are pooled; null in models that were made to write. */
  readonly pooling: TextPooling | null;
  /** Each token sees those before it alone. */
  readonly causal: boolean;
}

const whole = z.union([z.number(), z.bigint()]).transform(Number);
const generalSchema = z.looseObject({ general: z.looseObject({ architecture: z.string() }) });
const architectureSchema = z.looseObject({
  context_length: whole.optional(),
  pooling_type: whole.optional(),
  attention: z.looseObject({ causal: z.boolean().optional() }).optional(),
});

/**
 * Reads the head of a GGUF file.
 *
 * @throws E_MODEL where it is malformed, or of a model that ranks and does not embed
 */
export async function describeGguf(llama: LlamaPackage, path: string): Promise<GgufDescription> {
  const metadata = await readMetadata(llama, path);
  const general = generalSchema.safeParse(metadata);
  const architecture = general.data?.general.architecture ?? '';
  const own = architectureSchema.safeParse(general.data?.[architecture] ?? {});
  if (!general.success || !own.success) {
    throw new MingaError('E_MODEL', {
      found: `${path}: its metadata does not describe a model`,
      expected: 'general.architecture, and whole numbers where lengths are given',
    });
  }
  const { context_length, pooling_type, attention } = own.data;
  if (pooling_type === rank) {
    throw new MingaError('E_MODEL', {
      found: `${path}: a model that ranks texts`,
      expected: 'a model that embeds texts',
    });
  }
  return {
    architecture,
    contextLength: context_length ?? null,
    pooling: poolings.find(pooling => poolingNumbers[pooling] === pooling_type) ?? null,
    causal: attention?.causal !== false && !lookingAhead.includes(architecture),
  };
}

async function readMetadata(llama: LlamaPackage, path: string): Promise<unknown> {
  try {
    const info = await llama.readGgufFileInfo(path, {
      sourceType: 'filesystem',
      readTensorInfo: false,
      logWarnings: false,
    });
    return info.metadata;
  } catch (cause) {
    throw new MingaError('E_MODEL', {
      found: `${path}: its head cannot be read`,
      expected: 'a GGUF file of version 2 or 3',
      cause,
    });
  }
}
