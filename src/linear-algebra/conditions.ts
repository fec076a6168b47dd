import { MingaError } from '../errors/index.ts';
import type { DoubleMatrix } from './double-matrix.ts';

interface Dense {
  readonly columns: number;
  readonly data: Float32Array | Float64Array;
}

/** @throws E_LINEAR_ALGEBRA where a number is NaN or infinite */
export function requireFinite(what: string, { columns, data }: Dense): void {
  // A sum is finite only where all its terms are; to sum is several times quicker than to ask of each.
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] * 0;
  if (sum === 0) return;
  const at = data.findIndex(x => !Number.isFinite(x));
  throw new MingaError('E_LINEAR_ALGEBRA', {
    found: `${what} with ${data[at]} at row ${Math.floor(at / columns)}, column ${at % columns}`,
    expected: 'finite numbers',
  });
}

interface Square {
  readonly rows: number;
  readonly columns: number;
}

/** @throws E_SHAPE where the matrix is not square */
export function requireSquare(what: string, { rows, columns }: Square): void {
  if (rows === columns) return;
  throw new MingaError('E_SHAPE', {
    found: `${what} of ${rows} × ${columns}`,
    expected: 'a square',
  });
}

// What rounding in single precision may leave between the two triangles.
const asymmetry = 1e-6;

/**
 * The largest size of an entry of a symmetric matrix.
 *
 * @throws E_SHAPE where it is not square; E_LINEAR_ALGEBRA where it is not finite, or not symmetric
 *   within a millionth of that size
 */
export function requireSymmetric(what: string, matrix: DoubleMatrix): number {
  requireSquare(what, matrix);
  requireFinite(what, matrix);
  const { rows: n, data } = matrix;
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]));
  for (let top = 0; top < n; top += tile) {
    for (let i = top; i < Math.min(n, top + tile); i++) {
      for (let j = 0; j < i; j++) {
        const [below, above] = [data[i * n + j], data[j * n + i]];
        if (Math.abs(below - above) <= asymmetry * largest) continue;
        throw new MingaError('E_LINEAR_ALGEBRA', {
          found: `${what} with ${below} at row ${i}, column ${j}, but ${above} at row ${j}, column ${i}`,
          expected: 'a symmetric matrix',
        });
      }
    }
  }
  return largest;
}

// Of the two triangles one is read by columns: so many rows at a time share what is loaded for them.
const tile = 8;
