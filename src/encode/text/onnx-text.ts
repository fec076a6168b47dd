import { basename, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MingaError } from '../../errors/index.ts';
import { runtimeName } from '../../runtime/index.ts';
import { arrange } from '../arrangement.ts';
import type { EncodedRow, TextEmbedder } from '../encoder.ts';
import { closedEncoder, interrupted } from '../encoder-errors.ts';
import { fingerprint } from '../fingerprint.ts';
import { untilAborted } from '../until-aborted.ts';
import type { TextConfig } from './text-config.ts';
import { readTextFolder, type TextFolder, type TextFolderOptions } from './text-folder.ts';
import { openTextModel, type TextModel, type TextRecipe } from './text-model.ts';
import { textTokens } from './text-tokens.ts';
import { tokenBatches } from './token-batches.ts';
import { truncationRecord } from './truncation.ts';

export interface OnnxTextOptions extends TextFolderOptions {
  /**
   * The model's output to read. Default: the family's (`text_embeds`, `sentence_embedding`), else
   * `last_hidden_state` or `token_embeddings`, else the only one.
   */
  readonly output?: string;
  /** Threads that run the model, each with a session of its own. Default: see {@link openOnnxText}. */
  readonly workers?: number;
  /** Threads within one operator of one session. Default: the cores divided by the workers. */
  readonly threads?: number;
}

/** Raised when the way the vectors are made changes. */
const version = 1;

/** The weights of all sessions together may take this many bytes by default. */
const weightBudget = 2 ** 30;

/**
 * Tokens of a batch, padding included. What a layer makes of so many still lies in a core's cache:
 * a model of MiniLM's shape needed a quarter less time a text than with 2048.
 */
const batchTokens = 512;

/** Texts after which the event loop has a turn while they are tokenised. */
const stretch = 128;

/**
 * Opens a hub-style folder of an ONNX text model.
 *
 * Texts are tokenised and pooled in the calling thread; the model runs in sessions of their own
 * threads. By default there is a session for every core with one thread each, but only as many as
 * hold their weights in 1 GiB together; then each gets several threads.
 *
 * @throws E_MODEL where the folder is incomplete, malformed, or of another kind
 * @throws E_OPTION where an option is out of its range
 * @throws E_RUNTIME where the runtime refuses the model
 */
export async function openOnnxText(
  path: string,
  config: TextConfig,
  options: OnnxTextOptions = {},
): Promise<TextEmbedder> {
  const folder = await readTextFolder(path, config, options);
  const recipe = recipeOf(folder, options.output ?? null);
  const weights = { each: folder.weightBytes, most: weightBudget };
  const model = await openTextModel(recipe, arrange(options, weights));
  if (options.pooling !== undefined && !model.pools) {
    await model.close();
    throw new MingaError('E_OPTION', {
      found: `pooling ${options.pooling} for ${path}, whose output ${model.output} is pooled already`,
      expected: 'no pooling, or an output of tokens',
    });
  }
  const limit = lower(folder.maxTokens, model.mostTokens);
  const record = truncationRecord(limit);
  const settings = settingsOf(folder, model, limit);
  const tokenize = textTokens(folder, limit, record);
  const alone =
    folder.alone || !(model.masked || folder.defaults.fills || folder.defaults.maskFree);
  let closed = false;

  async function encodeDistinct(
    texts: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<EncodedRow[]> {
    const tokens: (readonly number[])[] = [];
    for (const text of texts) {
      if (tokens.length % stretch === 0) {
        await setImmediate();
        if (signal?.aborted) throw interrupted();
      }
      tokens.push(tokenize(text));
    }
    // Without a single token there is nothing to run: zeros, as of every text without a known word.
    const rows: EncodedRow[] = texts.map(() => new Float32Array(model.dimension));
    const full = tokens.flatMap((ids, i) => (ids.length > 0 ? [i] : []));
    const lengths = full.map(i => tokens[i].length);
    const batches = tokenBatches(lengths, {
      tokens: batchTokens,
      texts: alone ? 1 : (model.mostTexts ?? Number.POSITIVE_INFINITY),
    });
    await Promise.all(
      batches.map(async batch => {
        const encoded = await model.encode(
          batch.map(k => tokens[full[k]]),
          signal,
        );
        encoded.forEach((row, k) => {
          rows[full[batch[k]]] = row;
        });
      }),
    );
    return rows;
  }

  return {
    name: basename(resolve(path)),
    modality: 'text',
    dimension: model.dimension,
    settings,
    fingerprint: fingerprint(settings),
    batchSize: textsPerCall(folder.weightBytes),
    notices: () => [...assumptions(folder, model), ...record.notices()],
    async encode(batch, signal) {
      if (closed) throw closedEncoder();
      const distinct = [...new Set(batch)];
      const rows = await untilAborted(signal, () => encodeDistinct(distinct, signal));
      const places = new Map(distinct.map((text, i) => [text, i]));
      const given = new Set<number>();
      return batch.map(text => {
        const place = places.get(text) ?? 0;
        const row = rows[place];
        if (!given.has(place) || row instanceof MingaError) {
          given.add(place);
          return row;
        }
        return row.slice();
      });
    },
    async close() {
      closed = true;
      await model.close();
    },
  };
}

function recipeOf(folder: TextFolder, output: string | null): TextRecipe {
  const { model, config, defaults, pooling, normalize, layers, prefix } = folder;
  const { tokenizer, padId, padSide } = folder.tokenizer;
  const pad = padId ?? config.padId ?? 0;
  const special = [...tokenizer.prefix, ...tokenizer.suffix];
  return {
    model,
    feeding: {
      model,
      padId: pad,
      padSide,
      length: defaults.fills ? folder.maxTokens : null,
      attendAll: defaults.fills,
      cache: config.cache,
      pictureSize: config.pictureSize,
    },
    output,
    defaults,
    pooling,
    skipped:
      folder.poolPrefix || prefix === ''
        ? 0
        : tokenizer.prefix.length + tokenizer.encode(prefix).length,
    normalize,
    layers,
    probe: special.length === 0 ? [pad] : special,
  };
}

function settingsOf(folder: TextFolder, model: TextModel, limit: number | null) {
  const { weights, precision, tokenizer, defaults, pooling, prefix, config } = folder;
  return {
    kind: 'onnx-text',
    version,
    runtime: runtimeName,
    weights,
    precision,
    tokenizer: tokenizer.hash,
    output: model.output,
    pooling: model.pools ? pooling : null,
    poolPrefix: folder.poolPrefix || prefix === '',
    normalize: folder.normalize,
    prefix,
    lowerCase: folder.lowerCase,
    maxTokens: limit,
    cutSide: tokenizer.cutSide,
    padding: {
      fills: defaults.fills,
      side: tokenizer.padSide,
      id: tokenizer.padId ?? config.padId ?? 0,
    },
    space: defaults.shared.includes(model.output) ? config.space : null,
  };
}

function assumptions(folder: TextFolder, { pools }: TextModel): string[] {
  if (!pools || !folder.poolingAssumed) return [];
  return [
    `No 1_Pooling/config.json says how tokens become a vector: pooling "${folder.pooling}" is assumed.`,
  ];
}

/** Heavy models get few texts a call, so that what they made is soon safe and progress is seen. */
function textsPerCall(weightBytes: number): number {
  return Math.max(16, Math.min(512, Math.round(2 ** 34 / weightBytes)));
}

function lower(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
