import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { EncodedRow, TextEmbedder } from '../encoder.ts';
import { interrupted } from '../encoder-errors.ts';
import { fingerprint } from '../fingerprint.ts';
import { unitLength } from '../unit-length.ts';
import { describeGguf, type GgufDescription, type TextPooling } from './gguf-description.ts';
import { type GgufHashing, ggufParts, hashParts, refuseChanged } from './gguf-file.ts';
import { type GgufModel, loadGgufModel } from './gguf-model.ts';
import { ggufOptionsSchema } from './gguf-options.ts';
import { loadLlamaPackage } from './llama-package.ts';
import { textCuts } from './text-cuts.ts';

/** How a GGUF model is used, and how its opening is watched. */
export interface GgufOptions extends z.input<typeof ggufOptionsSchema>, GgufHashing {}

/** A text encoder that tells at the end what it did to its texts. */
export interface NoticingEmbedder extends TextEmbedder {
  /** Plain sentences, such as how many texts were cut. */
  readonly notices: () => readonly string[];
}

const defaults = { maxTokens: 2048, normalize: false, prefix: '', attention: 'f16' } as const;

/** Our code for this kind; counted up when it changes vectors. */
const version = 1;
const batchSize = 8;

/**
 * Opens a language or embedding model in a GGUF file, run by llama.cpp on the CPU through
 * node-llama-cpp. The vector of a text is the final hidden state of its last token (`last`, as the
 * paper has it for Llama 2), of its first (`cls`) or the mean over all, after the model's last
 * normalisation layer and not divided by its length unless `normalize` is set. What looks like a
 * special token within a text is read as the characters it is.
 *
 * A text that is longer than `maxTokens` loses its end and is counted in `notices`. An abort is
 * answered at once; the text under way is finished in the background, and `close` waits for it.
 *
 * @throws E_PACKAGE where node-llama-cpp is not installed
 * @throws E_FILE_MISSING, E_MODEL where the file is missing, malformed, changed while it was
 * opened, or refused by llama.cpp; E_OPTION where an option does not fit; E_ABORTED
 * @example
 * const encoder = await openGgufEncoder('models/llama-2-7b-chat.Q8_0.gguf');
 * const rows = await encoder.encode(['female, 45 years', 'male, 80 years']);
 * await encoder.close();
 */
export async function openGgufEncoder(
  path: string,
  { signal, onProgress, ...options }: GgufOptions = {},
): Promise<NoticingEmbedder> {
  const parsed = ggufOptionsSchema.safeParse(options);
  if (!parsed.success) {
    throw new MingaError('E_OPTION', {
      found: `options of ${path}: ${z.prettifyError(parsed.error)}`,
      expected: 'options that fit docs/llm.md',
    });
  }
  const library = await loadLlamaPackage();
  const parts = await ggufParts(path);
  const description = await describeGguf(library.llama, parts[0].path);
  const pooling = parsed.data.pooling ?? ownPooling(path, description);
  const { normalize, prefix, attention, maxTokens, threads } = {
    ...defaults,
    threads: availableParallelism(),
    ...parsed.data,
    maxTokens: longestText(path, description, parsed.data.maxTokens),
  };
  const weights = await hashParts(parts, { signal, onProgress });
  const model = await loadGgufModel(library.llama, parts[0].path, description, {
    pooling,
    maxTokens,
    attention,
    threads,
    signal,
  });
  try {
    await refuseChanged(path, parts);
  } catch (error) {
    await model.close();
    throw error;
  }
  const settings = {
    kind: 'gguf',
    version,
    weights,
    llamaCpp: model.release,
    nodeLlamaCpp: library.version,
    pooling,
    normalize,
    prefix,
    maxTokens,
    attention,
  };
  return encoderOf(basename(path, '.gguf'), settings, model);
}

function ownPooling(path: string, { pooling, causal }: GgufDescription): TextPooling {
  if (pooling !== null) return pooling;
  // The last token of a model that looks both ways says no more than any other.
  if (causal) return 'last';
  throw new MingaError('E_OPTION', {
    found: `${path}: the file does not state how its vectors are pooled`,
    expected: 'pooling: mean, cls or last',
    fix: "take what the model's authors say",
  });
}

function longestText(path: string, { contextLength }: GgufDescription, asked?: number): number {
  if (contextLength === null) return asked ?? defaults.maxTokens;
  if (asked === undefined) return Math.min(defaults.maxTokens, contextLength);
  if (asked <= contextLength) return asked;
  throw new MingaError('E_OPTION', {
    found: `maxTokens ${asked} for ${path}`,
    expected: `at most ${contextLength}, which the model was trained on`,
  });
}

function encoderOf(
  name: string,
  settings: {
    readonly normalize: boolean;
    readonly prefix: string;
    readonly maxTokens: number;
  },
  model: GgufModel,
): NoticingEmbedder {
  const closing = new AbortController();
  const cuts = textCuts(settings.maxTokens);
  let closed: Promise<void> | undefined;
  return {
    name,
    modality: 'text',
    dimension: model.dimension,
    settings: { ...settings },
    fingerprint: fingerprint(settings),
    batchSize,
    async encode(batch, signal) {
      const rows: EncodedRow[] = [];
      const either =
        signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
      for (const text of batch) {
        refuseStopped(signal, closing.signal);
        const { tokens, vector } = model.read(settings.prefix + text);
        cuts.count(tokens);
        const row = await unlessStopped(vector(), either).catch(error => {
          refuseStopped(signal, closing.signal);
          throw failed(error);
        });
        rows.push(finished(row, settings.normalize));
      }
      return rows;
    },
    notices: cuts.notices,
    close() {
      closing.abort();
      closed ??= model.close();
      return closed;
    },
  };
}

function finished(vector: Float32Array, normalize: boolean): EncodedRow {
  if (vector.every(Number.isFinite)) return normalize ? unitLength(vector) : vector;
  return new MingaError('E_NOT_FINITE', {
    found: "the model's vector of this text holds NaN or an infinity",
    expected: 'finite numbers',
    fix: 'check the file with its publisher: its weights may be damaged',
  });
}

function refuseStopped(signal: AbortSignal | undefined, closing: AbortSignal): void {
  if (closing.aborted) {
    throw new MingaError('E_RUNTIME', { found: 'a request to a closed encoder' });
  }
  if (signal?.aborted) throw interrupted();
}

/** Settles with the promise, or as soon as the signal aborts; the promise goes on unheard. */
async function unlessStopped<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const settled = new AbortController();
  const stopped = new Promise<never>((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { signal: settled.signal });
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    settled.abort();
  }
}

function failed(cause: unknown): MingaError {
  const reason = cause instanceof Error ? cause.message : cause;
  return new MingaError('E_RUNTIME', { found: `llama.cpp failed (${reason})`, cause });
}
