import type { Matrix } from '../../tensor/index.ts';
import type { EmbeddingPair } from '../pair.ts';
import { equalRows } from './equal-rows.ts';

/** The share of queries whose own counterpart is among the first 1, 5 and 10, 0 to 1. */
export interface Recall {
  readonly at1: number;
  readonly at5: number;
  readonly at10: number;
}

/** How well a row of one modality finds its own counterpart in the other by cosine. */
export interface RetrievalFigures {
  /** Rows that are searched, and as many queries. */
  readonly gallery: number;
  readonly imageToText: Recall;
  readonly textToImage: Recall;
  /** Of a ranking by chance: k / gallery. */
  readonly chance: Recall;
  /** The most that any ranking by vectors can reach: equal rows cannot be told apart. */
  readonly ceiling: Recall;
}

// Cosines that differ by less are equal: rounding in single precision is not far below.
const tolerance = 1e-6;

/**
 * Recall at k (k = 1, 5, 10) from image to text and back: every row is a query, all rows of the
 * other modality are searched, and only the row of the same case counts as found. Where m of them
 * have the cosine of the counterpart and g have more, its chance to be among the first k is
 * min(1, max(0, k − g) / m): ties, as of records with the same words, count by their expected value.
 *
 * @param pair unit rows of one dimension; a row of zeros has cosine 0 with every row
 * @param cosines of every image [n] with every text [n]
 */
export function retrievalFigures(
  { image, text }: EmbeddingPair,
  cosines: Matrix,
): RetrievalFigures {
  const { rows, columns } = placesOf(cosines);
  const n = cosines.rows;
  const equals = [equalRows(image), equalRows(text)];
  return {
    gallery: n,
    imageToText: recalls(k => mean(rows.above, (above, i) => chanceIn(k, above, rows.level[i]))),
    textToImage: recalls(k =>
      mean(columns.above, (above, i) => chanceIn(k, above, columns.level[i])),
    ),
    chance: recalls(k => Math.min(1, k / n)),
    ceiling: recalls(k => Math.min(...equals.map(all => mean(all, m => Math.min(1, k / m))))),
  };
}

/** For each query how many rows lie above its counterpart, and how many level with it. */
interface Places {
  readonly above: Int32Array;
  readonly level: Int32Array;
}

/** Of the rows as queries, and of the columns. */
function placesOf(cosines: Matrix): { readonly rows: Places; readonly columns: Places } {
  const n = cosines.rows;
  const own = Float64Array.from({ length: n }, (_, i) => cosines.row(i)[i]);
  const places = () => ({ above: new Int32Array(n), level: new Int32Array(n) });
  const [rows, columns] = [places(), places()];
  for (let i = 0; i < n; i++) {
    const row = cosines.row(i);
    for (let j = 0; j < n; j++) {
      place(rows, i, row[j] - own[i]);
      place(columns, j, row[j] - own[j]);
    }
  }
  return { rows, columns };
}

function place({ above, level }: Places, query: number, ahead: number): void {
  if (ahead > tolerance) above[query] += 1;
  else if (ahead >= -tolerance) level[query] += 1;
}

function chanceIn(k: number, above: number, level: number): number {
  return Math.min(1, Math.max(0, k - above) / level);
}

function recalls(at: (k: number) => number): Recall {
  return { at1: at(1), at5: at(5), at10: at(10) };
}

function mean(values: Int32Array, of: (value: number, i: number) => number): number {
  return values.reduce((sum, value, i) => sum + of(value, i), 0) / values.length;
}
