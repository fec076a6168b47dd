import {
  abs,
  argMax,
  cumSum,
  logSumExp,
  reduceL2,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProd,
  reduceSum,
  square,
} from '../../operators/index.ts';
import type { Value } from '../../value.ts';
import { axesOf, type NodeImporter } from '../site.ts';

type Reduction = (x: Value, axes: readonly number[], keepDimensions: boolean) => Value;

function over(reduction: Reduction): NodeImporter {
  return site => {
    const x = site.value(0);
    const given = axesOf(site, x.shape.length);
    const nothing = given === null && site.number('noop_with_empty_axes', 0) === 1;
    const axes = given ?? x.shape.map((_, i) => i);
    if (nothing || axes.length === 0) return [x];
    return [reduction(x, axes, site.number('keepdims', 1) === 1)];
  };
}

/** Reductions over axes. */
export const reductionNodes: Readonly<Record<string, NodeImporter>> = {
  ReduceL1: over((x, axes, keep) => reduceSum(abs(x), axes, keep)),
  ReduceL2: over(reduceL2),
  ReduceLogSumExp: over(logSumExp),
  ReduceMax: over(reduceMax),
  ReduceMean: over(reduceMean),
  ReduceMin: over(reduceMin),
  ReduceProd: over(reduceProd),
  ReduceSum: over(reduceSum),
  ReduceSumSquare: over((x, axes, keep) => reduceSum(square(x), axes, keep)),
  CumSum: site => [
    cumSum(site.value(0), site.scalar(1, 0), {
      exclusive: site.number('exclusive', 0) === 1,
      reverse: site.number('reverse', 0) === 1,
    }),
  ],
  ArgMax(site) {
    if (site.number('select_last_index', 0) === 1) {
      throw site.refusal('the last of equal elements asked for', 'the first');
    }
    return [argMax(site.value(0), site.number('axis', 0), site.number('keepdims', 1) === 1)];
  },
};
