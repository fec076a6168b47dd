import type { Runtime } from '../../runtime/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { type Projection, rounding } from './projection.ts';
import { openTileProducts, type Tile } from './tile-products.ts';

/** Rows of a tile: its products take 32 MB. */
const tileRows = { left: 2048, right: 4096 };

/** Pairs of points, `[i, j, i, j, …]` with i < j; the share of the work that is done. */
export interface NearPoints {
  readonly pairs: readonly number[];
  readonly done: number;
}

/**
 * Tells, tile by tile, all pairs of points that stand for rows at most `distance` apart, and perhaps
 * others, never leaving one out.
 *
 * |p − q|² = |p|² + |q|² − 2 p·q becomes one product of longer vectors, (p, −|p|²/2, 1) and
 * (q, 1, −|q|²/2), whose value is −|p − q|²/2; the threshold is lowered by what rounding can do.
 */
export async function* nearPoints(
  runtime: Runtime,
  { points, error }: Projection,
  distance: number,
  threads: number,
): AsyncGenerator<NearPoints> {
  const { left, right, longest } = lengthened(points);
  const terms = points.columns + 4;
  const slack = (terms * rounding * 2 * longest) / (1 - terms * rounding);
  const least = Math.fround(-((distance + 2 * error) ** 2) / 2 - slack);
  const products = await openTileProducts(runtime, left, right, threads);
  try {
    const tiles = upperTiles(points.rows);
    for (const [k, tile] of tiles.entries()) {
      const largest = await products.largest(tile);
      const pairs = largest.some(value => value >= least)
        ? pairsIn(tile, await products.all(tile), largest, least)
        : [];
      yield { pairs, done: (k + 1) / tiles.length };
    }
  } finally {
    await products.close();
  }
}

interface Lengthened {
  readonly left: Matrix;
  readonly right: Matrix;
  /** The largest |p|². */
  readonly longest: number;
}

function lengthened(points: Matrix): Lengthened {
  const { rows, columns } = points;
  const left = Matrix.zeros(rows, columns + 2);
  const right = Matrix.zeros(rows, columns + 2);
  let longest = 0;
  for (let i = 0; i < rows; i++) {
    const point = points.row(i);
    const square = point.reduce((sum, value) => sum + value * value, 0);
    longest = Math.max(longest, square);
    left.row(i).set(point);
    left.row(i).set([-square / 2, 1], columns);
    right.row(i).set(point);
    right.row(i).set([1, -square / 2], columns);
  }
  return { left, right, longest };
}

/** The tiles that hold a pair i < j. */
function upperTiles(rows: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let i = 0; i < rows; i += tileRows.left) {
    const left = [i, Math.min(rows, i + tileRows.left)] as const;
    for (let j = i; j < rows; j += tileRows.right) {
      tiles.push({ left, right: [j, Math.min(rows, j + tileRows.right)] });
    }
  }
  return tiles;
}

function pairsIn(
  { left, right }: Tile,
  products: Float32Array,
  largest: Float32Array,
  least: number,
): readonly number[] {
  const pairs: number[] = [];
  const width = right[1] - right[0];
  for (let i = left[0]; i < left[1]; i++) {
    const row = (i - left[0]) * width;
    if (largest[i - left[0]] < least) continue;
    for (let j = Math.max(i + 1, right[0]); j < right[1]; j++) {
      if (products[row + j - right[0]] >= least) pairs.push(i, j);
    }
  }
  return pairs;
}
