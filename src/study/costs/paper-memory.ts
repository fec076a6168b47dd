const mebibyte = 2 ** 20;
const floatBytes = 4;

/**
 * A model's "size" as the paper counts it: parameters × 4 B / 2^20. Buffers, gradients, moments and
 * activations are no part of it, whatever the numbers are really kept in.
 */
export function modelMebibytes(parameters: number): number {
  return (parameters * floatBytes) / mebibyte;
}

/**
 * "Memory per epoch" as the paper's code sums it up: the bytes of all tensors of all batches, which
 * is the size of the data as float32 and its labels, not memory that is in use at any time.
 *
 * @param numbers of one row, without its label
 */
export function dataMebibytes(rows: number, numbers: number): number {
  return (rows * (numbers + 1) * floatBytes) / mebibyte;
}
