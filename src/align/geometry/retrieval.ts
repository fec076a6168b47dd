import type { Matrix } from '../../tensor/index.ts';
import type { EmbeddingPair } from '../pair.ts';
import { retrievalChances } from '../retrieval-chances.ts';
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
  const chances = retrievalChances(cosines);
  const n = cosines.rows;
  const equals = [equalRows(image), equalRows(text)];
  const bound = (k: number) =>
    equals.map(all => mean(Float64Array.from(all, m => Math.min(1, k / m))));
  return {
    gallery: n,
    imageToText: recalls(k => mean(chances(k).imageToText)),
    textToImage: recalls(k => mean(chances(k).textToImage)),
    chance: recalls(k => Math.min(1, k / n)),
    ceiling: recalls(k => Math.min(...bound(k))),
  };
}

function recalls(at: (k: number) => number): Recall {
  return { at1: at(1), at5: at(5), at10: at(10) };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
