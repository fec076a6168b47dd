/** The resampling filters, under the names that Pillow gives them. */
export type ResampleFilter = 'nearest' | 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos';

/** A filter's kernel and its half width, in source pixels at a reduction of one. */
interface Kernel {
  readonly support: number;
  readonly weight: (x: number) => number;
}

/** What every output position of one axis is made from. */
export interface Taps {
  /** The first source position that output `i` reads. */
  readonly first: Int32Array;
  /** How many source positions output `i` reads. */
  readonly count: Int32Array;
  /** Weights of output `i` from `i * width` on, in units of 2^-22. */
  readonly weights: Int32Array;
  readonly width: number;
}

/** Fraction bits of a weight: 32, less 8 for the pixel and 2 for sums that overshoot. */
export const fractionBits = 32 - 8 - 2;

const cubicSharpness = -0.5;

/** sin(πx) / (πx). */
function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = Math.PI * x;
  return Math.sin(angle) / angle;
}

/** Keys' cubic convolution (1981), with a = -0.5. */
function cubic(x: number): number {
  const a = cubicSharpness;
  const distance = Math.abs(x);
  if (distance < 1) return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
  if (distance < 2) return (((distance - 5) * distance + 8) * distance - 4) * a;
  return 0;
}

const kernels: Readonly<Record<Exclude<ResampleFilter, 'nearest'>, Kernel>> = {
  box: { support: 0.5, weight: x => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: x => Math.max(0, 1 - Math.abs(x)) },
  hamming: {
    support: 1,
    weight: x => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x))),
  },
  bicubic: { support: 2, weight: cubic },
  lanczos: { support: 3, weight: x => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/**
 * The taps that turn an axis of `from` pixels into one of `to`, as Pillow computes them: where the
 * axis shrinks, the kernel is stretched by the reduction, so that every source pixel counts.
 *
 * weight(i, j) = kernel((j − centre_i + ½) / stretch), divided by its sum over j, with
 * centre_i = (i + ½) · from / to and stretch = max(1, from / to).
 */
export function resampleTaps(
  from: number,
  to: number,
  filter: Exclude<ResampleFilter, 'nearest'>,
): Taps {
  const { support, weight } = kernels[filter];
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const reach = support * stretch;
  const width = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Int32Array(to * width);
  const exact = new Float64Array(width);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    first[i] = Math.max(0, Math.trunc(centre - reach + 0.5));
    count[i] = Math.min(from, Math.trunc(centre + reach + 0.5)) - first[i];
    let sum = 0;
    for (let k = 0; k < count[i]; k++) {
      exact[k] = weight((k + first[i] - centre + 0.5) * (1 / stretch));
      sum += exact[k];
    }
    for (let k = 0; k < count[i]; k++) {
      const share = sum === 0 ? exact[k] : exact[k] / sum;
      weights[i * width + k] = Math.trunc(share * 2 ** fractionBits + (share < 0 ? -0.5 : 0.5));
    }
  }
  return { first, count, weights, width };
}
