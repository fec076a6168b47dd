import type { Dataset, Split } from '../data/index.ts';
import { Random } from '../tensor/index.ts';

/** The rows that two precisions of an encoder are compared on: indices of samples, ascending. */
export interface CheckRows {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/**
 * Draws at most `count` rows from the training and validation rows of a split; test rows choose
 * nothing, an encoder neither. Half are validation rows where there are so many, because the width
 * of the answer's interval depends on them. Classes are drawn evenly as far as they go: what is
 * averaged over classes is only as sure as the rarest.
 *
 * @param count Infinity takes all
 */
export function chooseRows(dataset: Dataset, split: Split, count: number, seed: number): CheckRows {
  const half = Math.floor(count / 2);
  const validation = drawEvenly(dataset, split.validation, half, seed, 'check validation');
  const rest = count - validation.length;
  return { train: drawEvenly(dataset, split.train, rest, seed, 'check train'), validation };
}

function drawEvenly(
  { labels, classes }: Dataset,
  rows: Int32Array,
  count: number,
  seed: number,
  stream: string,
): Int32Array {
  if (rows.length <= count) return rows;
  const order = new Random(seed, stream).permutation(rows.length);
  const byClass: number[][] = classes.map(() => []);
  for (const i of order) byClass[labels[rows[i]]].push(rows[i]);
  const drawn: number[] = [];
  for (let turn = 0; drawn.length < count; turn++) {
    const next = byClass.flatMap(own => own.slice(turn, turn + 1));
    drawn.push(...next.slice(0, count - drawn.length));
  }
  return Int32Array.from(drawn).sort();
}
