import type { EmbeddingPair } from '../align/index.ts';
import { MingaError } from '../errors/index.ts';
import { concat, type Network, rowOf, type Value } from '../graph/index.ts';
import type { RuntimeTensor } from '../runtime/index.ts';
import { halfPrecision, Matrix } from '../tensor/index.ts';

/**
 * What a head may read of a pair, by the name of its network's input. `text+image` is both side by
 * side: joined once when they are handed over, not again in every step.
 */
export const joined = 'text+image';

/** Which of the two there are: [n, 2] of 1 and 0, image before text. */
export const presence = 'presence';

/** A pair whose rows may lack a modality; a head must have stand-ins to take it. */
export interface HeadPair extends EmbeddingPair {
  /**
   * [n, 2], 1 where image and text are there and 0 where they are not; all there by default. Whatever
   * stands in the row of a missing vector has no say, but must be finite.
   */
  readonly presence?: Matrix;
}

/** A pair of values, and which of the two there are, where that is said. */
export interface HeadValues {
  readonly image: Value;
  readonly text: Value;
  readonly presence?: Value;
}

/** A pair as the values of a head's inputs, for writing the head into a graph. */
export function modalityValues(
  network: Network,
  { image, text, presence: there }: HeadValues,
): Record<string, Value> {
  const all: Record<string, () => Value> = {
    image: () => image,
    text: () => text,
    [joined]: () => concat([text, image], 1),
  };
  const names = Object.keys(network.inputs).filter(name => name !== presence);
  const values = Object.fromEntries(names.map(name => [name, (all[name] ?? unknownInput(name))()]));
  return there !== undefined && presence in network.inputs
    ? { ...values, [presence]: there }
    : values;
}

/**
 * The matrices of a pair that stand side by side in each of a network's inputs.
 *
 * @param firstRow what row 0 is called in an error, where these rows are part of more
 * @throws E_SHAPE where the rows do not match; E_HEAD_INPUT where the dimensions are not the
 *   network's or a row lacks a modality that the head has no stand-in for; E_NOT_FINITE for a NaN or
 *   an infinity
 */
export function modalityParts(
  network: Network,
  pair: HeadPair,
  firstRow = 0,
): { readonly name: string; readonly columns: number; readonly parts: readonly Matrix[] }[] {
  const { image, text } = pair;
  if (image.rows !== text.rows) {
    throw new MingaError('E_SHAPE', {
      found: `${image.rows} image rows and ${text.rows} text rows`,
      expected: 'as many of each, row k of both the same case',
    });
  }
  requirePresence(network, pair, firstRow);
  return Object.entries(network.inputs).map(([name, input]) => {
    const columns = rowOf(input).shape[0];
    return { name, columns, parts: partsOf(pair, name, columns, firstRow) };
  });
}

/**
 * A pair as the feeds of a head's inputs.
 *
 * @throws E_SHAPE, E_HEAD_INPUT, E_NOT_FINITE as `modalityParts` does
 */
export function modalityFeeds(network: Network, pair: HeadPair): Record<string, RuntimeTensor> {
  const feeds: Record<string, RuntimeTensor> = {};
  for (const { name, columns, parts } of modalityParts(network, pair)) {
    const [first] = parts;
    const data = parts.length === 1 ? first.data : new Float32Array(first.rows * columns);
    if (parts.length > 1) writeSideBySide(parts, data, columns, 0);
    feeds[name] = { type: 'float32', shape: [first.rows, columns], data };
  }
  return feeds;
}

/** Writes rows of matrices side by side into `target`, from its row `at` on. */
export function writeSideBySide(
  parts: readonly Matrix[],
  target: Float32Array | Uint16Array,
  columns: number,
  at: number,
): void {
  let left = 0;
  for (const part of parts) {
    for (let i = 0; i < part.rows; i++) {
      const from = (at + i) * columns + left;
      if (target instanceof Float32Array) target.set(part.row(i), from);
      else halfPrecision(part.row(i), target.subarray(from, from + part.columns));
    }
    left += part.columns;
  }
}

function partsOf(pair: HeadPair, name: string, expected: number, firstRow: number): Matrix[] {
  const check = (part: 'image' | 'text', columns: number) =>
    checked(pair[part], part, columns, firstRow);
  if (name === 'image' || name === 'text') return [check(name, expected)];
  if (name === joined) {
    const { columns } = pair.text;
    return [check('text', columns), check('image', expected - columns)];
  }
  if (name === presence) return [pair.presence ?? allThere(pair.image.rows)];
  return unknownInput(name)();
}

function allThere(rows: number): Matrix {
  return new Matrix(rows, 2, new Float32Array(2 * rows).fill(1));
}

function requirePresence(
  { inputs }: Network,
  { image, presence: there }: HeadPair,
  firstRow: number,
): void {
  if (there === undefined) return;
  if (there.rows !== image.rows || there.columns !== 2) {
    throw new MingaError('E_SHAPE', {
      found: `a presence of ${there.rows} × ${there.columns} for ${image.rows} rows`,
      expected: `${image.rows} × 2, image before text`,
    });
  }
  if (there.firstNotFinite() >= 0) {
    throw new MingaError('E_NOT_FINITE', {
      found: `a presence that holds ${there.data[there.firstNotFinite()]}`,
      expected: '1 or 0',
    });
  }
  for (let i = 0; i < there.rows; i++) {
    const [ofImage, ofText] = there.row(i);
    const place = { found: `row ${firstRow + i} with a presence of ${ofImage} and ${ofText}` };
    const signs = [ofImage, ofText].every(sign => sign === 0 || sign === 1);
    if (!signs || ofImage + ofText === 0) {
      throw new MingaError('E_HEAD_INPUT', { ...place, expected: '1 or 0, and one of them 1' });
    }
    if (ofImage + ofText === 1 && !(presence in inputs)) {
      throw new MingaError('E_HEAD_INPUT', {
        ...place,
        expected: 'both: this head has no stand-in for a missing one',
        fix: 'train it with modalityDropout',
      });
    }
  }
}

function checked(matrix: Matrix, name: string, expected: number, firstRow: number): Matrix {
  if (matrix.columns !== expected) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${name} embeddings of ${matrix.columns} dimensions`,
      expected: `${expected}, as in training`,
    });
  }
  const at = matrix.firstNotFinite();
  if (at >= 0) {
    throw new MingaError('E_NOT_FINITE', {
      found: `${name} embeddings row ${firstRow + Math.floor(at / expected)} column ${at % expected} is ${matrix.data[at]}`,
      expected: 'a finite number',
    });
  }
  return matrix;
}

function unknownInput(name: string): () => never {
  return () => {
    throw new MingaError('E_HEAD_INPUT', {
      found: `a head that reads "${name}"`,
      expected: `image, text or ${joined}`,
    });
  };
}
