import { MingaError } from '../../errors/index.ts';
import type { RuntimeTensor } from '../../runtime/index.ts';
import { singlePrecision } from '../../tensor/index.ts';

/**
 * How a picture becomes one vector: the class token, the mean of all tokens, the mean of the
 * patches' tokens (without class and register tokens), or the model's own `pooler_output`.
 */
export type Pooling = 'cls' | 'mean' | 'mean-patches' | 'pooled';

export const poolings = ['cls', 'mean', 'mean-patches', 'pooled'] as const;

/** How an output is read. */
export interface PoolingRule {
  readonly pooling: Pooling;
  /** Tokens that stand before the patches': class and registers; `null` where that is not known. */
  readonly prefixTokens: number | null;
  /** Whether an output of rank 4 is [batch, height, width, d]. */
  readonly channelsLast: boolean;
  /** Divides each vector by its Euclidean length. */
  readonly normalize: boolean;
}

/**
 * The vectors of a batch from a vision model's output, by its rank:
 *
 * - [batch, d]: each row as it is;
 * - [batch, tokens, d]: `cls` takes the first token, `mean` the mean of all tokens, `mean-patches`
 *   the mean of those after the prefix;
 * - [batch, d, height, width]: the mean over the places.
 *
 * @param count how many of the batch's slots are filled
 * @throws E_MODEL where the output is neither float32 nor float16, has another rank, or does not
 * have the tokens that the pooling asks for
 */
export function pooledRows(
  output: RuntimeTensor,
  count: number,
  rule: PoolingRule,
): Float32Array[] {
  const { shape } = output;
  const data = numbersOf(output);
  if (data === null || shape.length < 2 || shape.length > 4) {
    throw new MingaError('E_MODEL', {
      found: `an output of type ${output.type} and shape [${shape}]`,
      expected: 'float32 or float16 [batch, d], [batch, tokens, d] or [batch, d, height, width]',
    });
  }
  const size = shape.slice(1).reduce((product, n) => product * n, 1);
  const pool = poolerOf(shape, rule);
  return Array.from({ length: count }, (_, i) => {
    const vector = pool(data.subarray(i * size, (i + 1) * size));
    return rule.normalize ? normalized(vector) : vector;
  });
}

function numbersOf(output: RuntimeTensor): Float32Array | null {
  if (output.type === 'float32') return output.data;
  return output.type === 'float16' ? singlePrecision(output.data) : null;
}

type Pooler = (row: Float32Array) => Float32Array;

function poolerOf(shape: readonly number[], rule: PoolingRule): Pooler {
  const { pooling, channelsLast } = rule;
  if (shape.length === 4) {
    return channelsLast ? row => meanOfTokens(row, shape[3]) : row => meanOverPlaces(row, shape[1]);
  }
  if (pooling === 'mean-patches') {
    const prefix = patchesFrom(shape, rule);
    return row => meanOfTokens(row.subarray(prefix * shape[2]), shape[2]);
  }
  if (shape.length === 2) return row => row.slice();
  if (pooling === 'cls') return row => row.slice(0, shape[2]);
  if (pooling === 'mean') return row => meanOfTokens(row, shape[2]);
  throw new MingaError('E_MODEL', {
    found: `an output of shape [${shape}] for the pooling "pooled"`,
    expected: '[batch, d]',
  });
}

function patchesFrom(shape: readonly number[], { prefixTokens }: PoolingRule): number {
  if (shape.length === 2) {
    throw new MingaError('E_MODEL', {
      found: `an output of shape [${shape}] for the pooling "mean-patches"`,
      expected: 'an output with tokens, such as last_hidden_state',
      fix: 'leave the pooling out, or name the output',
    });
  }
  if (prefixTokens !== null && prefixTokens < shape[1]) return prefixTokens;
  throw new MingaError('E_MODEL', {
    found: `${shape[1]} tokens, ${prefixTokens ?? 'an unknown number'} of them before the patches`,
    expected: 'at least one patch, and a known number before them',
    fix: 'give prefixTokens: the class token and the register tokens',
  });
}

/** Sums in float64: a mean over thousands of places must not lose its last digits. */
function meanOverPlaces(row: Float32Array, dimension: number): Float32Array {
  const places = row.length / dimension;
  return Float32Array.from({ length: dimension }, (_, k) => {
    let sum = 0;
    for (let place = 0; place < places; place++) sum += row[k * places + place];
    return sum / places;
  });
}

function meanOfTokens(row: Float32Array, dimension: number): Float32Array {
  const tokens = row.length / dimension;
  return Float32Array.from({ length: dimension }, (_, k) => {
    let sum = 0;
    for (let token = 0; token < tokens; token++) sum += row[token * dimension + k];
    return sum / tokens;
  });
}

/** A vector of zeros becomes NaN, which the caller reports: it has no direction. */
function normalized(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map(value => value / length);
}
