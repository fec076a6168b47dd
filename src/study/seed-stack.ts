import { MingaError } from '../errors/index.ts';
import { Matrix, type TensorData } from '../tensor/index.ts';

/** Matrices of one size, one a seed, as a tensor [S, n, C]. */
export function stackedSeeds(matrices: readonly Matrix[]): TensorData {
  const [{ rows, columns }] = matrices;
  const data = new Float32Array(matrices.length * rows * columns);
  matrices.forEach((matrix, s) => {
    data.set(matrix.data, s * rows * columns);
  });
  return { dtype: 'F32', shape: [matrices.length, rows, columns], data };
}

/** The matrices again, as views. @throws E_SAFETENSORS where the tensor is no [S, n, C] */
export function unstackedSeeds(name: string, tensor: TensorData | undefined): Matrix[] {
  if (tensor?.dtype !== 'F32' || tensor.shape.length !== 3) {
    throw new MingaError('E_SAFETENSORS', {
      found: `predictions without ${name}`,
      expected: '[S, n, C]',
    });
  }
  const [seeds, rows, columns] = tensor.shape;
  const size = rows * columns;
  return Array.from(
    { length: seeds },
    (_, s) => new Matrix(rows, columns, tensor.data.subarray(s * size, (s + 1) * size)),
  );
}
