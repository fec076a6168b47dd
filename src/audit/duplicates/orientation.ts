import { reducedPixels, reducedSide } from './brightness.ts';

/** A way to lay a square picture: mirrored left to right, upside down, rows and columns exchanged. */
export interface Orientation {
  readonly mirrored: boolean;
  readonly flipped: boolean;
  readonly exchanged: boolean;
}

export const upright: Orientation = { mirrored: false, flipped: false, exchanged: false };

/** All eight: as it is, its mirror pictures, its quarter turns, and both together. */
export const orientations: readonly Orientation[] = [false, true].flatMap(exchanged =>
  [false, true].flatMap(flipped =>
    [false, true].map(mirrored => ({ mirrored, flipped, exchanged })),
  ),
);

/** A reduced picture laid that way: first rows and columns are exchanged, then it is mirrored. */
export function laid(
  reduced: Uint8Array,
  { mirrored, flipped, exchanged }: Orientation,
): Uint8Array {
  if (!mirrored && !flipped && !exchanged) return reduced;
  const last = reducedSide - 1;
  const turned = new Uint8Array(reducedPixels);
  for (let y = 0; y < reducedSide; y++) {
    for (let x = 0; x < reducedSide; x++) {
      const row = flipped ? last - y : y;
      const column = mirrored ? last - x : x;
      turned[y * reducedSide + x] = exchanged
        ? reduced[column * reducedSide + row]
        : reduced[row * reducedSide + column];
    }
  }
  return turned;
}
