import type { LabelledPairs } from '../../src/fuse/index.ts';
import { Matrix, Random } from '../../src/tensor/index.ts';

export const classes = ['a', 'b', 'c'];

const [imageColumns, textColumns] = [64, 48];

/**
 * Made-up embeddings: noise, and a direction for each class. Pictures tell `a` from the others, the
 * records tell `b` from `c`, so only both together tell all three apart.
 */
export function samples(rows: number, seed: number, stream: string): LabelledPairs {
  const random = new Random(seed, stream);
  const labels = Int32Array.from({ length: rows }, () => random.below(classes.length));
  const noise = (columns: number) =>
    new Matrix(
      rows,
      columns,
      Float32Array.from({ length: rows * columns }, () => random.normal()),
    );
  const [image, text] = [noise(imageColumns), noise(textColumns)];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < 8; j++) {
      image.row(i)[j] += labels[i] === 0 ? 1 : 0;
      text.row(i)[j] += labels[i] - 1;
    }
  }
  return { image, text, labels };
}
