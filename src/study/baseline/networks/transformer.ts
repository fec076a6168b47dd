import {
  add,
  gelu,
  type Layers,
  layerNormalization,
  matmul,
  mul,
  reshape,
  softmax,
  transpose,
  type Value,
} from '../../../graph/index.ts';

/** How large a transformer is. */
export interface TransformerSize {
  /** Numbers a token has. */
  readonly width: number;
  readonly depth: number;
  /** Of attention; they share the width. */
  readonly heads: number;
}

/**
 * The blocks of a transformer with normalisation in front (Xiong et al. 2020, "On layer
 * normalization in the transformer architecture"), and a last normalisation.
 *
 * @param x [N, T, width]
 * @param mask added to the scores of attention, [N, 1, 1, T]; null where every token counts
 */
export function transformer(
  layers: Layers,
  name: string,
  x: Value,
  { width, depth, heads }: TransformerSize,
  mask: Value | null,
): Value {
  let tokens = x;
  for (let block = 0; block < depth; block++) {
    const own = `${name}.${block}`;
    const seen = attention(layers, own, normalised(layers, `${own}.norm1`, tokens), heads, mask);
    tokens = add(tokens, seen);
    const wide = linear(layers, `${own}.up`, normalised(layers, `${own}.norm2`, tokens), 4 * width);
    tokens = add(tokens, linear(layers, `${own}.down`, gelu(wide), width));
  }
  return normalised(layers, `${name}.norm`, tokens);
}

/** A linear layer on every token of [N, T, d]. */
export function linear(layers: Layers, name: string, x: Value, outputs: number): Value {
  const [, tokens, width] = x.shape;
  const rows = layers.linear(name, reshape(x, [-1, width]), outputs);
  return reshape(rows, [-1, tokens, outputs]);
}

function attention(
  layers: Layers,
  name: string,
  x: Value,
  heads: number,
  mask: Value | null,
): Value {
  const [, tokens, width] = x.shape;
  const size = Number(width) / heads;
  const parted = (part: string, order: readonly number[]) =>
    transpose(
      reshape(linear(layers, `${name}.${part}`, x, Number(width)), [-1, tokens, heads, size]),
      order,
    );
  const queries = parted('query', [0, 2, 1, 3]);
  const keys = parted('key', [0, 2, 3, 1]);
  const values = parted('value', [0, 2, 1, 3]);
  const scores = mul(matmul(queries, keys), 1 / Math.sqrt(size));
  const weights = softmax(mask === null ? scores : add(scores, mask));
  const mixed = reshape(transpose(matmul(weights, values), [0, 2, 1, 3]), [-1, tokens, width]);
  return linear(layers, `${name}.out`, mixed, Number(width));
}

function normalised(layers: Layers, name: string, x: Value): Value {
  const width = Number(x.shape[2]);
  const one = { kind: 'constant', value: 1 } as const;
  const zero = { kind: 'constant', value: 0 } as const;
  const scale = layers.parameter(`${name}.weight`, [width], one);
  return layerNormalization(x, scale, layers.parameter(`${name}.bias`, [width], zero));
}
