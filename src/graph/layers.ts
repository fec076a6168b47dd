import { div, sub } from './operators/arithmetic.ts';
import { add, dropout, gemm, mul, relu, transpose, unsqueeze } from './operators/index.ts';
import { batchNorm, batchNormTraining } from './operators/normalisation.ts';
import { elementCount } from './operators/shape.ts';
import type { Value } from './value.ts';

/** How a parameter or statistic starts. */
export type Initial =
  /** Uniform in ±1/√fanIn, PyTorch's start for linear layers. */
  | { readonly kind: 'uniform'; readonly fanIn: number }
  | { readonly kind: 'constant'; readonly value: number };

/** An array that a network keeps between steps. */
export interface Declaration {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Initial;
  /** Parameters are learned; statistics are only carried along. */
  readonly role: 'parameter' | 'statistic';
}

/** A dropout layer: its mask has one column a feature. */
export interface Thinning {
  readonly name: string;
  readonly features: number;
  readonly rate: number;
}

/** Where a network's arrays come from while it is being built. */
export interface Scope {
  readonly training: boolean;
  /** The most rows that `x` has at once, where that is known when the graph is built. */
  readonly rows?: number;
  variable(declaration: Declaration): Value;
  /** The mask of a dropout layer, [n, features]; asked for in training only. */
  mask(thinning: Thinning): Value;
  /** Notes the new value of a statistic; called in training only. */
  update(name: string, value: Value): void;
}

/** The building blocks of networks; the same code builds the training and the prediction form. */
export interface Layers {
  /** x·W + b with W [in, out]. */
  linear(name: string, x: Value, outputs: number): Value;
  relu(x: Value): Value;
  /** Drops elements in training with probability `rate`, nothing in prediction. */
  dropout(name: string, x: Value, rate: number): Value;
  /** BatchNorm1d: batch statistics in training, running ones (momentum 0.1) in prediction. */
  batchNorm(name: string, x: Value): Value;
}

const momentum = 0.1;

/** The building blocks over the arrays of `scope`. */
export function layersIn(scope: Scope): Layers {
  const parameter = (name: string, shape: readonly number[], initial: Initial) =>
    scope.variable({ name, shape, initial, role: 'parameter' });
  const statistic = (name: string, size: number, value: number) =>
    scope.variable({
      name,
      shape: [size],
      initial: { kind: 'constant', value },
      role: 'statistic',
    });

  return {
    linear(name, x, outputs) {
      const fanIn = Number(x.shape[1]);
      const weight = parameter(`${name}.weight`, [fanIn, outputs], { kind: 'uniform', fanIn });
      const bias = parameter(`${name}.bias`, [outputs], { kind: 'uniform', fanIn });
      // The runtime splits a product among threads along its longer side, and only rows can be
      // split without summing in another order: a wide product is made on its side, so that
      // training gives the same bits whatever the number of threads. (With the sum between them
      // the runtime does not fuse product and transpose back into the wide product.)
      const wide = scope.rows !== undefined && outputs >= scope.rows;
      if (!wide) return gemm(x, weight, { bias });
      const product = gemm(weight, x, { transA: true, transB: true });
      return transpose(add(product, unsqueeze(bias, [1])));
    },
    relu,
    dropout(name, x, rate) {
      if (!scope.training || rate === 0) return x;
      return dropout(x, scope.mask({ name, features: Number(x.shape[1]), rate }), rate);
    },
    batchNorm(name, x) {
      const features = Number(x.shape[1]);
      const scale = parameter(`${name}.weight`, [features], { kind: 'constant', value: 1 });
      const shift = parameter(`${name}.bias`, [features], { kind: 'constant', value: 0 });
      const mean = statistic(`${name}.runningMean`, features, 0);
      const variance = statistic(`${name}.runningVariance`, features, 1);
      if (!scope.training) return batchNorm(x, scale, shift, mean, variance);
      const batch = batchNormTraining(x, scale, shift);
      // Prediction divides by the unbiased variance, training by the biased one, as PyTorch does.
      const n = elementCount(x, [0]);
      const unbiased = mul(batch.variance, div(n, sub(n, 1)));
      scope.update(`${name}.runningMean`, blend(mean, batch.mean));
      scope.update(`${name}.runningVariance`, blend(variance, unbiased));
      return batch.output;
    },
  };
}

function blend(running: Value, batch: Value): Value {
  return add(mul(running, 1 - momentum), mul(batch, momentum));
}
