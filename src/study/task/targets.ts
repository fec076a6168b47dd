import type { Dataset } from '../../data/index.ts';
import type { LabelledPairs, Targets } from '../../fuse/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { labelsOf, type Parts } from '../parts.ts';

/**
 * What is learnt of some samples: class indices, or [n, C] of 0 and 1 for several labels at once, or
 * [n, 1] numbers.
 */
export function targetsOf(dataset: Dataset, rows: Int32Array): Targets {
  const { task, classes, numbers, samples } = dataset;
  if (task === 'regression') {
    return new Matrix(
      rows.length,
      1,
      Float32Array.from(rows, i => numbers?.[i] ?? Number.NaN),
    );
  }
  if (task !== 'multilabel') return labelsOf(dataset, rows);
  const columnOf = new Map(classes.map((name, c) => [name, c]));
  const signs = Matrix.zeros(rows.length, classes.length);
  rows.forEach((i, row) => {
    for (const label of samples[i].labels) {
      const column = columnOf.get(label);
      if (column !== undefined) signs.row(row)[column] = 1;
    }
  });
  return signs;
}

/** Rows of each part with what a head learns of them. */
export interface TargetedParts {
  readonly train: LabelledPairs<Targets>;
  readonly validation: LabelledPairs<Targets>;
  readonly test: LabelledPairs<Targets>;
}

/** The rows of parts with what is learnt of them. */
export function withTargets(
  rows: Readonly<Record<keyof TargetedParts, LabelledPairs>>,
  dataset: Dataset,
  parts: Parts,
): TargetedParts {
  const of = (part: keyof TargetedParts) => ({
    ...rows[part],
    labels: targetsOf(dataset, parts[part]),
  });
  return { train: of('train'), validation: of('validation'), test: of('test') };
}
