import { Matrix, Random } from '../../tensor/index.ts';
import { leadingDirections } from './leading-directions.ts';
import { centredRows } from './projection.ts';
import { product, type UnitRows } from './unit-rows.ts';

/** Numbers of directions that are tried, before all dimensions are taken. */
const tried = [32, 64, 128];

/** Rows that directions are learnt from and whose pairs are counted; so few rows are compared in full. */
const sampleRows = 1024;

/** What is known from a sample of the rows before all are compared. */
export interface Pruning {
  /** What the rows are seen along; null for all dimensions. */
  readonly directions: Matrix | null;
  /** The share of pairs that are near. */
  readonly nearShare: number;
}

/**
 * Chooses as few directions as still tell rows apart: to look at a pair once more in full costs as
 * much as its dimensions, so no more than one pair in so many may be taken for near and be not.
 *
 * @param distance the largest between two near rows of length 1
 */
export function choosePruning(unit: UnitRows, distance: number): Pruning {
  const chosen = new Random(0, 'near vectors').permutation(unit.rows.length);
  const rows = Int32Array.from(chosen.subarray(0, sampleRows), i => unit.rows[i]);
  const sample = centredRows(unit, rows);
  const near = nearShare(sample, distance);
  if (unit.rows.length <= sampleRows) return { directions: null, nearShare: near };
  const { columns } = unit.matrix;
  for (const count of tried.filter(count => count < columns)) {
    const directions = leadingDirections(sample, count);
    const seen = nearShare(seenAlong(sample, directions), distance);
    if ((seen - near) * columns <= 1) return { directions, nearShare: near };
  }
  return { directions: null, nearShare: near };
}

/** The share of pairs of rows that are at most `distance` apart. */
function nearShare(rows: Matrix, distance: number): number {
  const { columns, data } = rows;
  const most = distance ** 2;
  let near = 0;
  for (let i = 0; i < rows.rows; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < columns; k++) {
        square += (data[i * columns + k] - data[j * columns + k]) ** 2;
      }
      if (square <= most) near += 1;
    }
  }
  return rows.rows < 2 ? 0 : near / ((rows.rows * (rows.rows - 1)) / 2);
}

function seenAlong(rows: Matrix, directions: Matrix): Matrix {
  const seen = Matrix.zeros(rows.rows, directions.rows);
  for (let i = 0; i < rows.rows; i++) {
    const point = seen.row(i);
    for (let j = 0; j < directions.rows; j++) point[j] = product(rows.row(i), directions.row(j));
  }
  return seen;
}
