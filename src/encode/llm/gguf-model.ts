import { setImmediate } from 'node:timers/promises';
import { MingaError } from '../../errors/index.ts';
import { type GgufDescription, poolingNumbers, type TextPooling } from './gguf-description.ts';
import type { LlamaEmbeddingContext, LlamaModel, LlamaPackage } from './llama-package.ts';

export interface GgufModelOptions {
  readonly pooling: TextPooling;
  readonly maxTokens: number;
  readonly attention: 'f16' | 'f32';
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
}

/** A loaded model: one text at a time, on llama.cpp's threads. */
export interface GgufModel {
  /** llama.cpp's release, such as `v0.5.0`. */
  readonly release: string;
  readonly dimension: number;
  /**
   * Tokens of a text, those that the model wants around it included, and its vector. A text that is
   * too long loses its end. Without any token the vector is of zeros.
   */
  read(text: string): { readonly tokens: number; readonly vector: () => Promise<Float32Array> };
  close(): Promise<void>;
}

/** Tokens that a language model is given at once: more make its table of logits large. */
const stride = 512;

/**
 * Loads a GGUF model on the CPU.
 *
 * @throws E_MODEL where llama.cpp refuses it; E_ABORTED where the signal aborts
 */
export async function loadGgufModel(
  library: LlamaPackage,
  path: string,
  description: GgufDescription,
  options: GgufModelOptions,
): Promise<GgufModel> {
  const { pooling, maxTokens, attention, threads, signal } = options;
  const complaints: string[] = [];
  const llama = await library.getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: threads,
    logLevel: 'error',
    logger: (_level, message) => complaints.push(message.trim()),
  });
  try {
    const kind = attention === 'f32' ? 'F32' : 'F16';
    const model = await llama.loadModel({
      modelPath: path,
      metadataOverrides: { [description.architecture]: { pooling_type: poolingNumbers[pooling] } },
      // Flash attention computes in float16 whatever the cache holds.
      defaultContextFlashAttention: attention === 'f32' ? false : 'auto',
      experimentalDefaultContextKvCacheKeyType: kind,
      experimentalDefaultContextKvCacheValueType: kind,
      loadSignal: signal,
    });
    // The library takes one token fewer than its context has room for.
    const contextSize = maxTokens + 1;
    // A model that looks ahead, and a mean, must see the whole text in one batch; the library's own
    // 512 would give vectors of a long text's last part and say nothing.
    const batchSize =
      description.causal && pooling === 'last' ? Math.min(stride, contextSize) : contextSize;
    const context = await model.createEmbeddingContext({ contextSize, batchSize, threads });
    const { dimension, read } = await reader(model, context, maxTokens);
    return {
      release: llama.llamaCppRelease.release,
      dimension,
      read,
      async close() {
        await context.dispose();
        await model.dispose();
        await llama.dispose();
      },
    };
  } catch (cause) {
    // llama.cpp's own complaint arrives a turn later; without a listener it would go to the screen.
    await setImmediate();
    await llama.dispose();
    if (signal?.aborted) throw new MingaError('E_ABORTED', { found: `${path}: not loaded`, cause });
    const said = complaints.length > 0 ? complaints.join('; ').slice(0, 500) : null;
    const reason = said ?? (cause instanceof Error ? cause.message : cause);
    throw new MingaError('E_MODEL', {
      found: `${path}: llama.cpp cannot load it (${reason})`,
      expected: 'a GGUF model that embeds texts and fits into memory',
      fix: 'where memory is short, choose a smaller quantisation or a smaller maxTokens',
      cause,
    });
  }
}

async function reader(model: LlamaModel, context: LlamaEmbeddingContext, maxTokens: number) {
  const letter = model.tokenize('a').slice(0, 1);
  const around = context.calculateInputLength(letter) - letter.length;
  const { vector: first } = await context.getEmbeddingFor(letter);
  const dimension = first.length;
  // An empty text is what the model puts around any text, where it puts anything.
  const { bos, eos } = model.tokens;
  const alone = around === 0 ? null : (bos ?? eos);
  function read(text: string) {
    const tokens = model.tokenize(text);
    const length = tokens.length + around;
    const kept = tokens.slice(0, maxTokens - around);
    if (kept.length === 0 && alone !== null) kept.push(alone);
    async function vector(): Promise<Float32Array> {
      if (kept.length === 0) return new Float32Array(dimension);
      return Float32Array.from((await context.getEmbeddingFor(kept)).vector);
    }
    return { tokens: length, vector };
  }
  return { dimension, read };
}
