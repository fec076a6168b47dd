import {
  add,
  cast,
  div,
  type Layers,
  reduceMean,
  reshape,
  sub,
  transpose,
  type Value,
} from '../../../graph/index.ts';
import { type TransformerSize, transformer } from './transformer.ts';

/**
 * A vision transformer (Dosovitskiy et al. 2021, "An image is worth 16×16 words"): patches side by
 * side, each a token with a learned place, and the mean of what the blocks make of them.
 *
 * @param pixels uint8 [N, 3, side, side]; brought to −1 … 1 within the graph
 * @param patch a side of a patch, which divides the picture's
 * @returns [N, width]
 */
export function pictureTransformer(
  layers: Layers,
  pixels: Value,
  patch: number,
  size: TransformerSize,
): Value {
  const grid = Number(pixels.shape[2]) / patch;
  const numbers = div(sub(cast(pixels, 'float32'), 127.5), 127.5);
  const parted = reshape(numbers, [-1, 3, grid, patch, grid, patch]);
  const patches = reshape(transpose(parted, [0, 2, 4, 1, 3, 5]), [-1, 3 * patch * patch]);
  const tokens = reshape(layers.linear('image.patch', patches, size.width), [
    -1,
    grid * grid,
    size.width,
  ]);
  const places = layers.parameter('image.places', [grid * grid, size.width], {
    kind: 'normal',
    deviation: 0.02,
  });
  const seen = transformer(layers, 'image', add(tokens, places), size, null);
  return reduceMean(seen, [1]);
}
