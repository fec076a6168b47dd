import { MingaError } from '../../errors/index.ts';
import { halfPrecision, Matrix, singlePrecision } from '../../tensor/index.ts';
import type { ExchangePrecision } from './exchange-format.ts';

/** How a number lies in a file, little-endian. bfloat16 is the upper half of a float32. */
export type NumberType = 'float16' | 'bfloat16' | 'float32' | 'float64';

export const numberBytes: Readonly<Record<NumberType, number>> = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

const infiniteHalf = 0x7c00;

/**
 * The bytes of a matrix, row by row.
 *
 * @param firstRow number of the matrix' first row in its table, for messages
 * @throws E_OPTION where a number is too large for float16
 */
export function encodeNumbers(
  { data, columns }: Matrix,
  precision: ExchangePrecision,
  firstRow: number,
): Uint8Array {
  if (precision === 'float32') return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const halves = halfPrecision(data);
  const at = halves.findIndex(half => (half & infiniteHalf) === infiniteHalf);
  if (at !== -1) {
    throw new MingaError('E_OPTION', {
      found: `row ${firstRow + Math.floor(at / columns)}, column ${at % columns} is ${data[at]}`,
      expected: 'numbers between −65504 and 65504, for float16',
      fix: 'write float32',
    });
  }
  return new Uint8Array(halves.buffer);
}

/** A matrix from `bytes`, which hold rows × columns numbers and start their own buffer. */
export function decodeNumbers(
  { buffer }: Uint8Array<ArrayBuffer>,
  type: NumberType,
  columns: number,
): Matrix {
  const data = numbersOf(buffer, type);
  return new Matrix(data.length / columns, columns, data);
}

function numbersOf(buffer: ArrayBuffer, type: NumberType): Float32Array {
  switch (type) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float16':
      return singlePrecision(new Uint16Array(buffer));
    case 'bfloat16':
      return new Float32Array(Uint32Array.from(new Uint16Array(buffer), n => n << 16).buffer);
    case 'float64':
      return Float32Array.from(new Float64Array(buffer));
  }
}
