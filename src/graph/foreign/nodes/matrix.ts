import { gemm, matmul, squeeze, transpose, unsqueeze } from '../../operators/index.ts';
import type { Value } from '../../value.ts';
import type { NodeImporter } from '../site.ts';

/** A vector stands in a product as a matrix of one row or one column, which the result loses. */
function product(a: Value, b: Value): Value {
  const [row, column] = [a.shape.length === 1, b.shape.length === 1];
  const result = matmul(row ? unsqueeze(a, [0]) : a, column ? unsqueeze(b, [1]) : b);
  const lost = [...(row ? [-2] : []), ...(column ? [-1] : [])];
  return lost.length === 0 ? result : squeeze(result, lost);
}

/** Products of matrices. */
export const matrixNodes: Readonly<Record<string, NodeImporter>> = {
  MatMul: site => [product(site.value(0), site.value(1))],
  Gemm: site => [
    gemm(site.value(0), site.value(1), {
      transA: site.number('transA', 0) === 1,
      transB: site.number('transB', 0) === 1,
      alpha: site.number('alpha', 1),
      beta: site.number('beta', 1),
      bias: site.has(2) ? site.value(2) : undefined,
    }),
  ],
  Transpose: site => [transpose(site.value(0), site.list('perm') ?? undefined)],
};
