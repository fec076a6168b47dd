import { encodeModel, Graph, gemm } from '../../graph/index.ts';
import type { Runtime } from '../../runtime/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { centred, type UnitRows } from './unit-rows.ts';

/** Rows that are projected at a time. */
const batch = 2048;

/** Half the distance from 1 to the next float32: what rounding changes at the most, relatively. */
export const rounding = 2 ** -24;

/** Points whose distances are never larger than those of the rows they stand for, but for an error. */
export interface Projection {
  readonly points: Matrix;
  /** How far a point can be from where it should be, rounding being what it is. */
  readonly error: number;
}

/**
 * The unit rows less their mean, seen along orthonormal directions only. Since what is left out only
 * adds to a distance (Pythagoras), |P(x − y)| ≤ |x − y|: points too far apart stand for rows too far
 * apart. With `directions` null nothing is left out.
 *
 * The error bound: a product of n float32 numbers, summed in any order, is off by nu/(1 − nu)·|x|·|q|
 * at the most with u = 2⁻²⁴ (N. Higham, "Accuracy and Stability of Numerical Algorithms", 2002, 3.1).
 */
export async function project(
  runtime: Runtime,
  unit: UnitRows,
  directions: Matrix | null,
  options: { readonly threads: number; readonly pause: () => Promise<void> },
): Promise<Projection> {
  const { columns } = unit.matrix;
  const own = 4 * rounding;
  if (directions === null) return { points: centredRows(unit, unit.rows), error: own };
  const points = Matrix.zeros(unit.rows.length, directions.rows);
  const session = await runtime.open(projectionModel(columns, directions.rows), {
    threads: options.threads,
  });
  try {
    const { rows, data } = directions;
    await session.hold({ directions: { type: 'float32', shape: [rows, columns], data } });
    for (let from = 0; from < unit.rows.length; from += batch) {
      const block = centredRows(unit, unit.rows.subarray(from, from + batch));
      const rows = { type: 'float32', shape: [block.rows, columns], data: block.data } as const;
      const { points: projected } = await session.run({ rows });
      if (projected.type === 'float32') points.data.set(projected.data, from * points.columns);
      await options.pause();
    }
  } finally {
    await session.close();
  }
  // Rows less their mean are of length 2 at the most.
  const each = ((columns + 2) * rounding * 2) / (1 - (columns + 2) * rounding);
  return { points, error: own + each * Math.sqrt(directions.rows) };
}

/** The given rows of the matrix, of length 1, less the mean. */
export function centredRows(unit: UnitRows, rows: Int32Array): Matrix {
  const block = Matrix.zeros(rows.length, unit.matrix.columns);
  rows.forEach((row, i) => {
    centred(unit, row, block.row(i));
  });
  return block;
}

function projectionModel(columns: number, kept: number): Uint8Array {
  const graph = new Graph();
  const rows = graph.input('rows', 'float32', ['N', columns]);
  const directions = graph.input('directions', 'float32', [kept, columns]);
  graph.output('points', gemm(rows, directions, { transB: true }));
  return encodeModel(graph);
}
