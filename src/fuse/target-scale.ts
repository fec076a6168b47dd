import { MingaError } from '../errors/index.ts';
import { add, clip, exp, mul, sub, type Value } from '../graph/index.ts';
import { Matrix } from '../tensor/index.ts';

/** What is done to a number before it is standardised. */
export type TargetTransform = 'none' | 'log1p';

/**
 * How a number is brought to the scale that a head learns on, and back:
 * z = (t(y) − mean) / deviation with t(y) = y, or ln(1 + y) for counts. Mean and deviation are of
 * the training rows.
 */
export interface TargetScale {
  readonly transform: TargetTransform;
  readonly mean: number;
  readonly deviation: number;
}

/** Above this, e to its power is no float32. */
const mostExponent = 88;

/**
 * The scale of training targets: their mean and (population) standard deviation after the transform.
 *
 * @param numbers [n, 1], of training rows alone
 * @throws E_HEAD_INPUT where there are fewer than two, one is not finite, all are the same, or one
 *   is negative under log1p
 */
export function targetScale(
  target: string,
  { data }: Matrix,
  transform: TargetTransform,
): TargetScale {
  const least = transform === 'log1p' ? 0 : Number.NEGATIVE_INFINITY;
  const at = data.findIndex(y => !Number.isFinite(y) || y < least);
  if (data.length < 2 || at >= 0) {
    throw new MingaError('E_HEAD_INPUT', {
      found: at >= 0 ? `${target} ${data[at]} at row ${at}` : `${data.length} numbers of ${target}`,
      expected: `two finite numbers or more${transform === 'log1p' ? ', each at least 0 for log1p' : ''}`,
    });
  }
  const changed = Float64Array.from(data, y => (transform === 'log1p' ? Math.log1p(y) : y));
  const mean = changed.reduce((sum, y) => sum + y, 0) / changed.length;
  const variance = changed.reduce((sum, y) => sum + (y - mean) ** 2, 0) / changed.length;
  const deviation = Math.sqrt(variance);
  // Of equal logarithms the rounded mean may be another number than they are.
  if (deviation === 0 || changed.every(y => y === changed[0])) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${target} is ${data[0]} in all ${data.length} training rows`,
      expected: 'numbers that differ',
    });
  }
  return { transform, mean, deviation };
}

/** Numbers on the scale that is learnt on. */
export function standardised({ rows, columns, data }: Matrix, scale: TargetScale): Matrix {
  const { transform, mean, deviation } = scale;
  const changed = data.map(y => ((transform === 'log1p' ? Math.log1p(y) : y) - mean) / deviation);
  return new Matrix(rows, columns, changed);
}

/**
 * Logits in the target's own unit, as a part of a graph. Under log1p they are at least 0, as counts
 * are; what is given back is then nearer to the median than to the mean, since the mean was taken
 * of logarithms.
 */
export function inTargetUnit(logits: Value, { transform, mean, deviation }: TargetScale): Value {
  const own = add(mul(logits, deviation), mean);
  return transform === 'none' ? own : sub(exp(clip(own, { min: 0, max: mostExponent })), 1);
}
