import { MingaError } from '../../errors/index.ts';
import { add, div, mul, square } from '../operators/arithmetic.ts';
import { sqrt } from '../operators/elementwise.ts';
import { reduceSum } from '../operators/index.ts';
import type { Value } from '../value.ts';

// What PyTorch adds to the norm, so that gradients of zero stay zero.
const tiny = 1e-6;

/**
 * Gradients whose common Euclidean norm is at most `largest`: all are multiplied by
 * min(1, largest / (norm + 1e-6)), as PyTorch's `clip_grad_norm_` (Pascanu et al., arXiv 1211.5063).
 *
 * @param scale what the gradients were multiplied by already, shape [1]; the norm is that before
 * @throws E_OPTION where `largest` is not above 0
 */
export function clipByGlobalNorm(
  gradients: readonly Value[],
  largest: number,
  scale: Value | null,
): Value[] {
  if (!(largest > 0)) {
    throw new MingaError('E_OPTION', {
      found: `gradients clipped at ${largest}`,
      expected: 'a number above 0',
    });
  }
  const squares = gradients.map(gradient => {
    const axes = gradient.shape.map((_, axis) => axis);
    return reduceSum(square(gradient), axes);
  });
  const norm = sqrt(squares.reduce((sum, next) => add(sum, next)));
  const own = scale === null ? norm : div(norm, scale);
  const { graph } = own;
  const one = graph.constant(1, [], own.type);
  const factor = div(graph.constant(largest, [], own.type), add(own, tiny));
  const [share] = graph.node('Min', [factor, one], {}, [factor]);
  return gradients.map(gradient => mul(gradient, share));
}
