import {
  type IntervalKind,
  prepareMultilabelScorer,
  resampleFigures,
} from '../../evaluate/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { intervalFigure, type LabelledRows, seedMatrices } from '../figures.ts';
import type { TaskResult } from '../schema/task.ts';
import type { FinishedCell } from '../training.ts';

/** More would bury the rest, and each takes a bootstrap of its own. */
const labelsTold = 20;

type LabelFigures = TaskResult['labels'][number]['figures'];

/** What is known of labels before a cell is looked at. */
export interface LabelSource {
  readonly classes: readonly string[];
  /** Training rows that have each. */
  readonly trained: readonly number[];
  readonly test: LabelledRows;
  readonly resamples: number;
  readonly level: number;
  readonly interval: IntervalKind;
}

/** The figures of single labels of one cell, those that most test rows have first. */
export function labelFigures({ trained: cell }: FinishedCell, source: LabelSource): LabelFigures {
  const { classes, trained, test, resamples, level, interval } = source;
  const { signs } = test;
  const options = { resamples, level, interval };
  if (signs === undefined) return [];
  const matrices = seedMatrices(cell, 'test');
  const tested = classes.map((_, k) => columnOf(signs, k).data.reduce((sum, y) => sum + y, 0));
  const order = [...classes.keys()].sort((a, b) => tested[b] - tested[a]).slice(0, labelsTold);
  return order.map(k => {
    const own = columnOf(signs, k);
    const columns = matrices.map(matrix => columnOf(matrix, k));
    const scorers = columns.map(column => prepareMultilabelScorer(own, column));
    const { systems } = resampleFigures({ cell: scorers }, test.groups, options);
    return {
      label: classes[k],
      trained: trained[k],
      tested: tested[k],
      auroc: intervalFigure(systems.cell.auroc),
      counts: meanCounts(own, columns),
    };
  });
}

function columnOf({ rows, columns, data }: Matrix, k: number): Matrix {
  return new Matrix(
    rows,
    1,
    Float32Array.from({ length: rows }, (_, i) => data[i * columns + k]),
  );
}

function meanCounts(own: Matrix, columns: readonly Matrix[]) {
  const counts = { hits: 0, missed: 0, falseAlarms: 0, rejected: 0 };
  for (const { data } of columns) {
    own.data.forEach((y, i) => {
      const called = data[i] >= 0.5;
      const kind = y === 1 ? (called ? 'hits' : 'missed') : called ? 'falseAlarms' : 'rejected';
      counts[kind] += 1 / columns.length;
    });
  }
  return counts;
}
