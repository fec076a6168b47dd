import { reducedSide } from './brightness.ts';

/** The middle of a reduced picture, from which places are counted. */
export const middle = (reducedSide - 1) / 2;

/** x′ = m[0] + m[1]·x + m[2]·y and y′ = m[3] + m[4]·x + m[5]·y, in pixels from the middle. */
export type AffineMap = readonly [number, number, number, number, number, number];

export const identity: AffineMap = [0, 1, 0, 0, 0, 1];

/** How many pixels the map moves the corner that it moves furthest. */
export function reach(map: AffineMap): number {
  let most = 0;
  for (const x of [-middle, middle]) {
    for (const y of [-middle, middle]) {
      const dx = map[0] + map[1] * x + map[2] * y - x;
      const dy = map[3] + map[4] * x + map[5] * y - y;
      most = Math.max(most, Math.hypot(dx, dy));
    }
  }
  return most;
}

/** First `inner`, then `outer`. */
export function composed(outer: AffineMap, inner: AffineMap): AffineMap {
  const [m0, m1, m2, m3, m4, m5] = outer;
  const [n0, n1, n2, n3, n4, n5] = inner;
  return [
    m0 + m1 * n0 + m2 * n3,
    m1 * n1 + m2 * n4,
    m1 * n2 + m2 * n5,
    m3 + m4 * n0 + m5 * n3,
    m4 * n1 + m5 * n4,
    m4 * n2 + m5 * n5,
  ];
}
