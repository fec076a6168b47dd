import { MingaError } from '../../errors/index.ts';
import type { RuntimeTensor } from '../../runtime/index.ts';
import { singlePrecision } from '../../tensor/index.ts';
import type { TextPooling } from './text-defaults.ts';

/** Where each text of a batch stands within its row of tokens. */
export interface TokenSpan {
  /** The first token that counts. */
  readonly from: number;
  /** One past the last token that counts. */
  readonly to: number;
}

/**
 * The vectors of a batch from a text model's output, by its rank:
 *
 * - [batch, d]: each row as it is;
 * - [batch, tokens, d]: `mean` and `max` over the tokens of the span, `cls` its first token, `last`
 *   its last one. So padding never counts, on whichever side it stands.
 *
 * @param spans one for each text; the output may have more rows
 * @throws E_MODEL where the output has another type or rank
 */
export function pooledTexts(
  output: RuntimeTensor,
  spans: readonly TokenSpan[],
  pooling: TextPooling,
): Float32Array[] {
  const { shape } = output;
  const data = numbersOf(output);
  if (data === null || (shape.length !== 2 && shape.length !== 3)) {
    throw new MingaError('E_MODEL', {
      found: `an output of type ${output.type} and shape [${shape}]`,
      expected: 'float32 or float16, [batch, d] or [batch, tokens, d]',
    });
  }
  const dimension = shape[shape.length - 1];
  if (shape.length === 2) {
    return spans.map((_, i) => data.slice(i * dimension, (i + 1) * dimension));
  }
  const [, tokens] = shape;
  return spans.map((span, i) => {
    const row = data.subarray(i * tokens * dimension, (i + 1) * tokens * dimension);
    return pool[pooling](row, span, dimension);
  });
}

function numbersOf({ type, data }: RuntimeTensor): Float32Array | null {
  if (type === 'float32') return data;
  return type === 'float16' ? singlePrecision(data) : null;
}

type Pool = (row: Float32Array, span: TokenSpan, dimension: number) => Float32Array;

const pool: Readonly<Record<TextPooling, Pool>> = {
  cls: (row, { from }, dimension) => row.slice(from * dimension, (from + 1) * dimension),
  last: (row, { to }, dimension) => row.slice((to - 1) * dimension, to * dimension),
  mean(row, { from, to }, dimension) {
    const sums = new Float64Array(dimension);
    for (let token = from; token < to; token++) {
      for (let k = 0; k < dimension; k++) sums[k] += row[token * dimension + k];
    }
    return Float32Array.from(sums, sum => sum / (to - from));
  },
  max(row, { from, to }, dimension) {
    const most = new Float32Array(dimension).fill(Number.NEGATIVE_INFINITY);
    for (let token = from; token < to; token++) {
      for (let k = 0; k < dimension; k++) most[k] = Math.max(most[k], row[token * dimension + k]);
    }
    return most;
  },
};
