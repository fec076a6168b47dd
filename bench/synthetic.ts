import type { LabelledPairs, PairSource } from '../src/fuse/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';

/** How many rows and columns made-up pairs have; labels are 0 … classes − 1. */
export interface PairsShape {
  readonly rows: number;
  readonly image: number;
  readonly text: number;
  readonly classes: number;
}

/** Pairs of noise: what a step costs does not depend on what it learns. */
export function noisePairs(
  { rows, image, text, classes }: PairsShape,
  part: string,
): LabelledPairs {
  const random = new Random(0, `labels ${part}`);
  return {
    image: noise(rows, image, `image ${part}`),
    text: noise(rows, text, `text ${part}`),
    labels: Int32Array.from({ length: rows }, () => random.below(classes)),
  };
}

/** The same work as rows that are read when they are asked for, as from a store on disk. */
export function noiseSource({ rows, image, text, classes }: PairsShape, part: string): PairSource {
  const random = new Random(0, `labels ${part}`);
  const pool = noise(256, image + text, part);
  // Two rows of the pool make 65,536 different ones.
  const row = (i: number, target: Float32Array, from: number) => {
    const [a, b] = [pool.row(i & 255), pool.row((i >>> 8) & 255)];
    for (let k = 0; k < target.length; k++) target[k] = a[from + k] - b[from + k];
  };
  const pairOf = (length: number) => ({
    image: Matrix.zeros(length, image),
    text: Matrix.zeros(length, text),
  });
  let pair = pairOf(0);
  return {
    labels: Int32Array.from({ length: rows }, () => random.below(classes)),
    read(wanted) {
      if (wanted.length !== pair.image.rows) pair = pairOf(wanted.length);
      wanted.forEach((i, k) => {
        row(i, pair.text.row(k), 0);
        row(i, pair.image.row(k), text);
      });
      return pair;
    },
  };
}

/** Normal noise repeated row by row: drawing every number anew would take longer than training. */
function noise(rows: number, columns: number, stream: string): Matrix {
  const random = new Random(0, stream);
  const pool = Float32Array.from({ length: 65_521 }, () => random.normal());
  const matrix = Matrix.zeros(rows, columns);
  for (let k = 0; k < matrix.data.length; k++) matrix.data[k] = pool[k % pool.length];
  return matrix;
}

/** How many classes made-up work has where a class needs a name. */
export function classNames(classes: number): string[] {
  return Array.from({ length: classes }, (_, i) => `class ${i}`);
}
