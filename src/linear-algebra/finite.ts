import { MingaError } from '../errors/index.ts';

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
