import type { EmbeddingPair } from '../../align/index.ts';
import {
  concat,
  gemm,
  l2Normalize,
  mul,
  reduceSum,
  square,
  sub,
  type Value,
} from '../../graph/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { Dimensions, Metric, Modality } from './head-design.ts';

/** The columns of what is compared. */
export function queryColumns(modalities: readonly Modality[], dimensions: Dimensions): number {
  return modalities.reduce((sum, modality) => sum + dimensions[modality], 0);
}

/**
 * What is compared, in a graph: the rows as they are under `euclidean`; under `cosine` each modality
 * at unit length, so that both have the same say, side by side, at unit length again.
 */
export function queryValue(
  modalities: readonly Modality[],
  inputs: Readonly<Record<string, Value>>,
  metric: Metric,
): Value {
  const parts = modalities.map(modality =>
    metric === 'cosine' ? l2Normalize(inputs[modality]) : inputs[modality],
  );
  if (parts.length === 1) return parts[0];
  const both = concat(parts, 1);
  return metric === 'cosine' ? l2Normalize(both) : both;
}

/** The same of rows at hand. */
export function queryRows(
  modalities: readonly Modality[],
  pair: EmbeddingPair,
  metric: Metric,
): Matrix {
  const columns = modalities.reduce((sum, modality) => sum + pair[modality].columns, 0);
  const query = Matrix.zeros(pair.image.rows, columns);
  for (let i = 0; i < query.rows; i++) {
    let left = 0;
    for (const modality of modalities) {
      const row = pair[modality].row(i);
      query.row(i).set(metric === 'cosine' ? unit(row) : row, left);
      left += row.length;
    }
    if (metric === 'cosine' && modalities.length > 1) query.row(i).set(unit(query.row(i)));
  }
  return query;
}

/** A vector at unit length; one of zeros stays as it is. */
export function unit(row: Float32Array): Float32Array {
  let squares = 0;
  for (const x of row) squares += x * x;
  const norm = Math.sqrt(squares);
  return norm === 0 ? row.slice() : row.map(x => x / norm);
}

/**
 * How near each of `references` [m, d] is to each query [n, d], [n, m]: their cosine, or
 * 2·q·r − ‖r‖², which is −‖q − r‖² but for what all references of a query share.
 */
export function nearness(query: Value, references: Value, metric: Metric): Value {
  const products = gemm(query, references, { transB: true });
  if (metric === 'cosine') return products;
  return sub(mul(products, 2), reduceSum(square(references), [1]));
}
