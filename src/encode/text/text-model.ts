import { MingaError } from '../../errors/index.ts';
import type { TensorDescription } from '../../runtime/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { unitLength } from '../unit-length.ts';
import { openSessionPool, type SessionPoolOptions } from './session-pool.ts';
import type { TextDefaults, TextPooling } from './text-defaults.ts';
import { type FeedRules, isFixed, textFeeder } from './text-feeds.ts';
import { pooledTexts, type TokenSpan } from './text-pooling.ts';

/** All that is needed to make vectors of token ids with an ONNX text model. */
export interface TextRecipe {
  /** The path of the `.onnx` file. */
  readonly model: string;
  readonly feeding: FeedRules;
  /** The output to read; `null` lets the model's own outputs decide. */
  readonly output: string | null;
  readonly defaults: TextDefaults;
  readonly pooling: TextPooling;
  /** Tokens at the start of a text that do not count in the pooling. */
  readonly skipped: number;
  readonly normalize: boolean;
  /** Layers after the pooling that only a graph with them can compute. */
  readonly layers: readonly string[];
  /** The ids of a text without content, to try the model with. */
  readonly probe: readonly number[];
}

/** An ONNX text model in threads of its own. */
export interface TextModel {
  readonly dimension: number;
  /** The output that is read. */
  readonly output: string;
  /** Whether we pool; otherwise the graph has done it. */
  readonly pools: boolean;
  /** The most texts that one run takes; `null` where the model does not say. */
  readonly mostTexts: number | null;
  /** The most tokens that one text may have; `null` where the model does not say. */
  readonly mostTokens: number | null;
  /** Whether padding can be hidden from the model. */
  readonly masked: boolean;
  /** One row for every text. @throws E_ABORTED, E_RUNTIME, E_MODEL */
  encode(texts: readonly ArrayLike<number>[], signal?: AbortSignal): Promise<EncodedRow[]>;
  close(): Promise<void>;
}

const tokenOutputs = ['last_hidden_state', 'token_embeddings'];

/**
 * Opens an ONNX text model and runs it once on an empty text: so a model that does not fit its
 * folder fails here, and its dimension is known for certain.
 *
 * @throws E_MODEL where the model is not one of texts, or has not the wanted output
 * @throws E_RUNTIME where the runtime refuses the model
 */
export async function openTextModel(
  recipe: TextRecipe,
  options: SessionPoolOptions,
): Promise<TextModel> {
  const pool = await openSessionPool(recipe.model, options);
  try {
    const feeder = textFeeder(pool.inputs, recipe.feeding);
    const output = chooseOutput(pool.outputs, recipe);
    const [mostTexts, mostTokens] = fixedShape(pool.inputs);

    async function encode(texts: readonly ArrayLike<number>[], signal?: AbortSignal) {
      const spans: TokenSpan[] = [];
      const feeds = () => {
        const batch = feeder(texts);
        spans.push(...batch.spans);
        return batch.feeds;
      };
      const result = await pool.run(feeds, output, signal);
      const counted = spans.map(({ from, to }) => ({ from: from + recipe.skipped, to }));
      const vectors = pooledTexts(result, counted, recipe.pooling);
      return { vectors, pools: result.shape.length === 3 };
    }

    const probe = await encode([recipe.probe]);
    if (probe.pools) refuseLayers(recipe);
    return {
      dimension: probe.vectors[0].length,
      output,
      pools: probe.pools,
      mostTexts,
      mostTokens,
      masked: pool.inputs.some(({ name }) => name === 'attention_mask'),
      async encode(texts, signal) {
        const { vectors } = await encode(texts, signal);
        return vectors.map(vector => finished(vector, recipe.normalize));
      },
      close: () => pool.close(),
    };
  } catch (error) {
    await pool.close();
    throw error;
  }
}

function finished(vector: Float32Array, normalize: boolean): EncodedRow {
  if (!vector.every(Number.isFinite)) {
    return new MingaError('E_NOT_FINITE', {
      found: 'a vector with NaN or infinity',
      expected: 'finite numbers from the model',
      fix: 'try another precision of the model',
    });
  }
  return normalize ? unitLength(vector) : vector;
}

function fixedShape(inputs: readonly TensorDescription[]): (number | null)[] {
  const shape = inputs.find(({ name }) => name === 'input_ids')?.shape ?? [];
  return [0, 1].map(axis => {
    const size = shape[axis];
    return isFixed(size) ? size : null;
  });
}

function chooseOutput(outputs: readonly TensorDescription[], recipe: TextRecipe): string {
  const names = outputs.map(({ name }) => name);
  const known = [...recipe.defaults.outputs, ...tokenOutputs];
  const only = names.length === 1 ? names[0] : undefined;
  const wanted = recipe.output ?? known.find(name => names.includes(name)) ?? only;
  if (wanted !== undefined && names.includes(wanted)) return wanted;
  throw new MingaError('E_MODEL', {
    found: `${recipe.model}: ${wanted === undefined ? 'no output of a known name' : `no output "${wanted}"`}`,
    expected: `one of ${names.join(', ')}`,
    fix: 'name the one that holds a vector for every text with the option output',
  });
}

function refuseLayers({ model, layers }: TextRecipe): void {
  if (layers.length === 0) return;
  throw new MingaError('E_MODEL', {
    found: `${model}: gives tokens, and modules.json wants ${layers.join(', ')} after the pooling`,
    expected: 'a graph with an output sentence_embedding that includes these layers',
  });
}
