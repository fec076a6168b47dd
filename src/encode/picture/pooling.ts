import { MingaError } from '../../errors/index.ts';
import type { RuntimeTensor } from '../../runtime/index.ts';

/** How the tokens of a picture become one vector. */
export type Pooling = 'cls' | 'mean';

/**
 * The vectors of a batch from a vision model's output, by its rank:
 *
 * - [batch, d]: each row as it is;
 * - [batch, tokens, d]: `cls` takes the first token, `mean` the mean of all tokens;
 * - [batch, d, height, width]: the mean over the places.
 *
 * @param count how many of the batch's slots are filled
 * @throws E_MODEL where the output is not float32 or has another rank
 */
export function pooledRows(output: RuntimeTensor, count: number, pooling: Pooling): Float32Array[] {
  const { shape } = output;
  if (output.type !== 'float32' || shape.length < 2 || shape.length > 4) {
    throw new MingaError('E_MODEL', {
      found: `an output of type ${output.type} and shape [${shape}]`,
      expected: 'float32 [batch, d], [batch, tokens, d] or [batch, d, height, width]',
    });
  }
  const { data } = output;
  const size = shape.slice(1).reduce((product, n) => product * n, 1);
  return Array.from({ length: count }, (_, i) => {
    const row = data.subarray(i * size, (i + 1) * size);
    if (shape.length === 4) return meanOverPlaces(row, shape[1]);
    if (shape.length === 2) return row.slice();
    return pooling === 'cls' ? row.slice(0, shape[2]) : meanOverTokens(row, shape[2]);
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

function meanOverTokens(row: Float32Array, dimension: number): Float32Array {
  const tokens = row.length / dimension;
  return Float32Array.from({ length: dimension }, (_, k) => {
    let sum = 0;
    for (let token = 0; token < tokens; token++) sum += row[token * dimension + k];
    return sum / tokens;
  });
}
