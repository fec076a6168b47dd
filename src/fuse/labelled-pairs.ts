import type { EmbeddingPair } from '../align/index.ts';
import { MingaError } from '../errors/index.ts';
import type { Network } from '../graph/index.ts';
import type { RuntimeTensor } from '../runtime/index.ts';
import type { Matrix } from '../tensor/index.ts';

/** Pairs with the class index of each row. */
export interface LabelledPairs extends EmbeddingPair {
  /** [n], each 0 … C − 1. */
  readonly labels: Int32Array;
}

/**
 * @throws E_SHAPE where there are not as many labels as rows; E_HEAD_INPUT where there are fewer
 *   rows than `least`, or a label is no class
 */
export function checkLabels(
  name: string,
  { image, labels }: LabelledPairs,
  classes: number,
  least: number,
): void {
  if (labels.length !== image.rows) {
    throw new MingaError('E_SHAPE', {
      found: `${labels.length} ${name} labels for ${image.rows} rows`,
      expected: 'one a row',
    });
  }
  if (labels.length < least) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${labels.length} ${name} rows`,
      expected: `at least ${least}`,
    });
  }
  const at = labels.findIndex(label => label < 0 || label >= classes);
  if (at >= 0) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${name} label ${labels[at]} at row ${at}`,
      expected: `a class index 0–${classes - 1}`,
    });
  }
}

/**
 * The matrices that a network reads, as feeds named by `inputName`.
 *
 * @throws E_SHAPE where the rows do not match; E_HEAD_INPUT where the dimensions are not the
 *   network's; E_NOT_FINITE for a NaN or an infinity
 */
export function modalityFeeds(
  network: Network,
  pair: EmbeddingPair,
  inputName: (name: string) => string = name => name,
): Record<string, RuntimeTensor> {
  if (pair.image.rows !== pair.text.rows) {
    throw new MingaError('E_SHAPE', {
      found: `${pair.image.rows} image rows and ${pair.text.rows} text rows`,
      expected: 'as many of each, row k of both the same case',
    });
  }
  const feeds: Record<string, RuntimeTensor> = {};
  for (const [name, expected] of Object.entries(network.inputs)) {
    const { rows, columns, data } = checkedModality(pair, name, expected);
    feeds[inputName(name)] = { type: 'float32', shape: [rows, columns], data };
  }
  return feeds;
}

function checkedModality(pair: EmbeddingPair, name: string, expected: number): Matrix {
  const matrix = modalityOf(pair, name);
  if (matrix.columns !== expected) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${name} embeddings of ${matrix.columns} dimensions`,
      expected: `${expected}, as in training`,
    });
  }
  const at = matrix.firstNotFinite();
  if (at >= 0) {
    throw new MingaError('E_NOT_FINITE', {
      found: `${name} embeddings row ${Math.floor(at / expected)} column ${at % expected} is ${matrix.data[at]}`,
      expected: 'a finite number',
    });
  }
  return matrix;
}

function modalityOf(pair: EmbeddingPair, name: string): Matrix {
  if (name === 'image') return pair.image;
  if (name === 'text') return pair.text;
  throw new MingaError('E_HEAD_INPUT', {
    found: `a head that reads "${name}"`,
    expected: 'image or text',
  });
}
