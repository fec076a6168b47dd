import type { Dataset } from '../data/index.ts';

/** Which classes each sample belongs to: one, or in a multilabel set any number. */
export interface Membership {
  readonly classes: number;
  /** The classes of sample i are `of[starts[i]] … of[starts[i + 1] - 1]`. */
  readonly starts: Int32Array;
  readonly of: Int32Array;
  /** Samples of each class. */
  readonly counts: Int32Array;
}

export function membershipOf({ samples, classes, task, labels }: Dataset): Membership {
  const { starts, of } =
    task === 'multilabel'
      ? severalEach(samples, classes)
      : { starts: Int32Array.from({ length: labels.length + 1 }, (_, i) => i), of: labels };
  const counts = new Int32Array(classes.length);
  for (const label of of) counts[label] += 1;
  return { classes: classes.length, starts, of, counts };
}

function severalEach(samples: Dataset['samples'], classes: readonly string[]) {
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const starts = new Int32Array(samples.length + 1);
  const of: number[] = [];
  samples.forEach(({ labels }, i) => {
    for (const label of labels) {
      const index = indexOf.get(label);
      if (index !== undefined) of.push(index);
    }
    starts[i + 1] = of.length;
  });
  return { starts, of: Int32Array.from(of) };
}
