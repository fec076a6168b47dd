import { addScaled, dot, type Eigen } from '../linear-algebra/index.ts';
import type { ColumnStatistics } from './column-statistics.ts';

/** A linear layer: Wᵀ [d, units] row-major, as an objective takes it, and b [units]. */
export interface LinearVariables {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** The slope of an objective in W and b. */
export interface LinearGradient {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** Coordinates of a linear layer that suit an optimiser: d weights for each unit, then the biases. */
export interface LinearCoordinates {
  /** Weights of zero and the given bias. */
  start(bias: Float64Array): Float64Array;
  variables(point: Float64Array): LinearVariables;
  /** The same slope in these coordinates, by the chain rule. */
  gradient(gradient: LinearGradient): Float64Array;
}

/** What is known of the Hessian at W = 0. */
export interface StartingHessian {
  readonly columns: ColumnStatistics;
  /** [units] p·(1 − p) of each logit. */
  readonly curvature: Float64Array;
  readonly penalty: number;
}

/** √ of the diagonal of a weight column's Hessian, averaged over the units. */
export function columnScales({ columns, curvature, penalty }: StartingHessian): Float64Array {
  const mean = average(curvature);
  // A column that is always the same, without a penalty: any scale will do.
  return columns.variance.map(variance => Math.sqrt(mean * variance + penalty) || 1);
}

/**
 * Coordinates in which the Hessian of a penalised softmax or sigmoid loss is near the identity where
 * W = 0. The objective stays the same, the penalty included; only its level sets are rounder, so
 * that L-BFGS needs several times fewer passes over the rows. Three things make embeddings hard to
 * descend on, and each is undone:
 *
 * - they lie in a narrow cone far from the origin: the bias is that of centred columns, b + meanᵀ·W;
 * - columns and classes differ in scale: each weight is divided by the root of its second slope;
 * - few directions hold most of the variance: along those of `leading`, the eigenpairs of the
 *   Hessian in scaled columns, the coordinates are stretched until the slope changes as fast as in
 *   the last of them.
 *
 * @param leading orthonormal vectors [d] with falling eigenvalues
 */
export function linearCoordinates(hessian: StartingHessian, leading: Eigen): LinearCoordinates {
  const { mean, variance } = hessian.columns;
  const { curvature, penalty } = hessian;
  const [units, d] = [curvature.length, mean.length];
  const scales = columnScales(hessian);
  const spread = average(variance);
  const second = (h: number) => h * spread + penalty;
  const unitScales = curvature.map(h => Math.sqrt(second(average(curvature)) / second(h)) || 1);
  const biasScales = curvature.map(h => 1 / Math.sqrt(h));
  const stretch = stretching(leading);

  return {
    start(bias) {
      const point = new Float64Array(d * units + units);
      point.set(
        bias.map((b, k) => b / biasScales[k]),
        d * units,
      );
      return point;
    },
    variables(point) {
      const weight = new Float32Array(d * units);
      const bias = new Float32Array(units);
      for (let k = 0; k < units; k++) {
        const column = stretch(point.subarray(k * d, (k + 1) * d));
        let centre = 0;
        for (let j = 0; j < d; j++) {
          weight[j * units + k] = (column[j] * unitScales[k]) / scales[j];
          centre += mean[j] * weight[j * units + k];
        }
        bias[k] = point[d * units + k] * biasScales[k] - centre;
      }
      return { weight, bias };
    },
    gradient(own) {
      const gradient = new Float64Array(d * units + units);
      for (let k = 0; k < units; k++) {
        const column = new Float64Array(d);
        for (let j = 0; j < d; j++) {
          const centred = own.weight[j * units + k] - mean[j] * own.bias[k];
          column[j] = (centred * unitScales[k]) / scales[j];
        }
        gradient.set(stretch(column), k * d);
        gradient[d * units + k] = own.bias[k] * biasScales[k];
      }
      return gradient;
    },
  };
}

/**
 * x ↦ H^(−½)·x for an H with the leading eigenpairs, and their last eigenvalue in all directions
 * beside them; the identity where there are none.
 */
function stretching({ values, vectors }: Eigen): (x: Float64Array) => Float64Array {
  const used = values.findLastIndex(value => value > leastEigenvalue * values[0]);
  if (used < 0) return x => x;
  const rest = 1 / Math.sqrt(values[used]);
  const surplus = Float64Array.from(values.subarray(0, used), value => 1 / Math.sqrt(value) - rest);
  return x => {
    const stretched = x.map(element => rest * element);
    surplus.forEach((share, i) => {
      addScaled(stretched, share * dot(vectors.row(i), x), vectors.row(i));
    });
    return stretched;
  };
}

// What float32 products leave of a direction without variance.
const leastEigenvalue = 1e-5;

function average(x: Float64Array): number {
  return x.reduce((sum, element) => sum + element, 0) / x.length;
}
