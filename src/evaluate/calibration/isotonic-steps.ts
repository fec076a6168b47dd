/** A non-decreasing line through points, straight between them and flat beyond the ends. */
export interface Knots {
  /** Ascending, without equals. */
  readonly x: Float32Array;
  /** Non-decreasing, of the same length. */
  readonly y: Float32Array;
}

/** Rows that have been pooled: their mean, how many, and the first and the last x. */
interface Block {
  mean: number;
  weight: number;
  readonly first: number;
  last: number;
}

/**
 * Isotonic regression by pooling adjacent violators (Barlow, Bartholomew, Bremner and Brunk 1972):
 * the non-decreasing values nearest to `ys` in squares. Equal x are one point with their mean. Each
 * pooled block keeps its first and its last x, which is all that the line between needs.
 *
 * @param xs n numbers in any order
 * @param ys n numbers
 */
export function isotonicKnots(xs: Float32Array, ys: Float64Array): Knots {
  const order = Int32Array.from(xs, (_, i) => i).sort((a, b) => xs[a] - xs[b]);
  const blocks: Block[] = [];
  for (let k = 0; k < order.length; ) {
    const x = xs[order[k]];
    let [sum, weight] = [0, 0];
    for (; k < order.length && xs[order[k]] === x; k++) {
      sum += ys[order[k]];
      weight += 1;
    }
    pool(blocks, { mean: sum / weight, weight, first: x, last: x });
  }
  const points = blocks.flatMap(({ first, last, mean }) =>
    first === last
      ? [[first, mean]]
      : [
          [first, mean],
          [last, mean],
        ],
  );
  return {
    x: Float32Array.from(points, ([x]) => x),
    y: Float32Array.from(points, ([, y]) => y),
  };
}

/** Adds a block at the end, and joins it with those before it that lie at or above it. */
function pool(blocks: Block[], block: Block): void {
  let joined = block;
  let before = blocks[blocks.length - 1];
  while (before !== undefined && before.mean >= joined.mean) {
    blocks.pop();
    const weight = before.weight + joined.weight;
    joined = {
      mean: (before.mean * before.weight + joined.mean * joined.weight) / weight,
      weight,
      first: before.first,
      last: joined.last,
    };
    before = blocks[blocks.length - 1];
  }
  blocks.push(joined);
}

/** The line at `value`. */
export function atKnots({ x, y }: Knots, value: number): number {
  const last = x.length - 1;
  if (value <= x[0]) return y[0];
  if (value >= x[last]) return y[last];
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle] <= value) low = middle;
    else high = middle;
  }
  return y[low] + ((value - x[low]) / (x[high] - x[low])) * (y[high] - y[low]);
}
