import type { Runtime } from '../../runtime/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { type Projection, rounding } from './projection.ts';
import { openTileProducts, type Tile } from './tile-products.ts';

/** Rows of a tile: its products take 32 MB. */
const tileRows = { left: 2048, right: 4096 };

/** Rows of a tile that are looked at more closely at once: 4 MB of products. */
const rowsAtOnce = 256;

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
      const rows = rowsFrom(tile.left[0], await products.largest(tile), least);
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        const some = rows.slice(from, from + rowsAtOnce);
        const values = await products.of(some, tile.right);
        yield { pairs: pairsIn(some, tile.right, values, least), done: k / tiles.length };
      }
      yield { pairs: [], done: (k + 1) / tiles.length };
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

/** The rows whose largest product is large enough. */
function rowsFrom(first: number, largest: Float32Array, least: number): readonly number[] {
  const rows: number[] = [];
  for (let k = 0; k < largest.length; k++) if (largest[k] >= least) rows.push(first + k);
  return rows;
}

function pairsIn(
  rows: readonly number[],
  [from, to]: Tile['right'],
  products: Float32Array,
  least: number,
): readonly number[] {
  const pairs: number[] = [];
  rows.forEach((i, k) => {
    const row = k * (to - from) - from;
    for (let j = Math.max(i + 1, from); j < to; j++) {
      if (products[row + j] >= least) pairs.push(i, j);
    }
  });
  return pairs;
}
