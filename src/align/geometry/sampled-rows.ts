import { Random } from '../../tensor/index.ts';
import { type EmbeddingPair, takePair } from '../pair.ts';

/** At most `most` pairs, drawn by a seeded permutation; all of them as they are where there are fewer. */
export function sampledPair(
  pair: EmbeddingPair,
  most: number,
  seed: number,
  stream: string,
): EmbeddingPair {
  const { rows } = pair.image;
  if (rows <= most) return pair;
  return takePair(pair, new Random(seed, stream).permutation(rows).subarray(0, most));
}

/** One half of the pairs, of which at most `most` are kept, and the other; by a seeded permutation. */
export function halvedPair(
  pair: EmbeddingPair,
  most: number,
  seed: number,
): readonly [EmbeddingPair, EmbeddingPair] {
  const { rows } = pair.image;
  const order = new Random(seed, 'halves').permutation(rows);
  const half = Math.floor(rows / 2);
  return [
    takePair(pair, order.subarray(0, Math.min(half, most))),
    takePair(pair, order.subarray(half)),
  ];
}
