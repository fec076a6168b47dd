import { DoubleMatrix } from './double-matrix.ts';

/**
 * Memory that is used again. A system hands out memory page by page, and on some machines a new
 * matrix of 128 MB costs half a second before a number is in it; a factorisation needs dozens.
 *
 * What is taken holds whatever was in it before. What is given back must not be read any more.
 */
export class MemoryPool {
  readonly #free: Float64Array<ArrayBuffer>[] = [];

  /** A matrix with any numbers in it. */
  take(rows: number, columns: number): DoubleMatrix {
    const size = rows * columns;
    // The smallest that is large enough, so that the large ones stay for large matrices.
    let best = -1;
    this.#free.forEach((buffer, i) => {
      if (buffer.length < size) return;
      if (best < 0 || buffer.length < this.#free[best].length) best = i;
    });
    const [buffer] = best < 0 ? [new Float64Array(size)] : this.#free.splice(best, 1);
    return new DoubleMatrix(rows, columns, buffer.subarray(0, size));
  }

  /** A matrix of zeros. */
  takeZeros(rows: number, columns: number): DoubleMatrix {
    const matrix = this.take(rows, columns);
    matrix.data.fill(0);
    return matrix;
  }

  /** Gives back what was taken. */
  give(...matrices: readonly DoubleMatrix[]): void {
    for (const { data } of matrices) {
      if (data.buffer instanceof ArrayBuffer) this.#free.push(new Float64Array(data.buffer));
    }
  }
}
