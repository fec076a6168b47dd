import type { Matrix } from '../tensor/index.ts';

/** For every query its chance to find its own counterpart among the first k, 0 to 1. */
export interface RetrievalChances {
  readonly imageToText: Float64Array;
  readonly textToImage: Float64Array;
}

// Cosines that differ by less are equal: rounding in single precision is not far below.
const tolerance = 1e-6;

/**
 * Every row is a query, all rows of the other modality are searched, and only the row of the same
 * case counts as found. Where m of them have the cosine of the counterpart and g have more, its
 * chance is min(1, max(0, k − g) / m): ties, as of records with the same words, count by their
 * expected value.
 *
 * @param cosines of every image [n] with every text [n]
 * @returns the chances by k; all pairs are looked at once, whatever is asked of it
 */
export function retrievalChances(cosines: Matrix): (k: number) => RetrievalChances {
  const { rows, columns } = counterpartPlaces(cosines);
  return k => ({ imageToText: chancesAmong(rows, k), textToImage: chancesAmong(columns, k) });
}

/** For each query how many rows lie above its counterpart, and how many level with it. */
interface Places {
  readonly above: Int32Array;
  readonly level: Int32Array;
}

/** The places of the rows as queries, and of the columns. */
function counterpartPlaces(cosines: Matrix): { readonly rows: Places; readonly columns: Places } {
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

function chancesAmong({ above, level }: Places, k: number): Float64Array {
  return Float64Array.from(above, (before, i) => Math.min(1, Math.max(0, k - before) / level[i]));
}
