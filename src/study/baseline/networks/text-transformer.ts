import {
  add,
  cast,
  div,
  equal,
  gather,
  type Layers,
  maximum,
  mul,
  reduceSum,
  sub,
  unsqueeze,
  type Value,
} from '../../../graph/index.ts';
import { type TransformerSize, transformer } from './transformer.ts';

/** The id that stands where a text has ended. */
export const padding = 0;

/** Low enough that softmax gives 0, and a finite float32 all the same. */
const unseen = -1e4;

/**
 * A transformer over the words of a text, each with a learned place; the mean over the words that
 * are there.
 *
 * @param ids int64 [N, T], {@link padding} behind the last word
 * @param vocabulary how many ids there are
 * @returns [N, width]; of an empty text zeros
 */
export function textTransformer(
  layers: Layers,
  ids: Value,
  vocabulary: number,
  size: TransformerSize,
): Value {
  const start = { kind: 'normal', deviation: 0.02 } as const;
  const table = layers.parameter('text.words', [vocabulary, size.width], start);
  const places = layers.parameter('text.places', [Number(ids.shape[1]), size.width], start);
  const absent = cast(equal(ids, padding), 'float32');
  const present = sub(1, absent);
  const mask = unsqueeze(mul(absent, unseen), [1, 2]);
  const tokens = add(gather(table, ids), places);
  const read = transformer(layers, 'text', tokens, size, mask);
  const sum = reduceSum(mul(read, unsqueeze(present, [2])), [1]);
  return div(sum, maximum(unsqueeze(reduceSum(present, [1]), [1]), 1));
}
