import { MingaError } from '../../errors/index.ts';

/** How the learning rate goes. */
export interface RateOptions {
  /** Learning rate, > 0; the highest one where a schedule changes it. */
  readonly rate?: number;
  /** `cosine` falls along half a cosine from `rate` at the end of the warm-up to 0 at the last step. */
  readonly schedule?: 'constant' | 'cosine';
  /** Share of all steps, 0 ≤ warmup < 1, in which the rate rises in equal parts from 0 to `rate`. */
  readonly warmup?: number;
}

/** A constant 1e-3. */
export const rateDefaults = { rate: 1e-3, schedule: 'constant', warmup: 0 } as const;

/**
 * The learning rate of step t = 1 … total (cosine: Loshchilov and Hutter, arXiv 1608.03983, without
 * restarts). With w = ⌈warmup · total⌉ it is rate · t / (w + 1) for t ≤ w, then rate, or
 * rate · ½(1 + cos(π (t − 1 − w) / (total − w))).
 *
 * @throws E_OPTION where an option is outside its range
 */
export function rateAt(options: RateOptions): (step: number, total: number) => number {
  const { rate, schedule, warmup } = { ...rateDefaults, ...options };
  if (!(rate > 0 && rate < Number.POSITIVE_INFINITY && warmup >= 0 && warmup < 1)) {
    throw new MingaError('E_OPTION', {
      found: `a learning rate of ${rate} with a warm-up of ${warmup}`,
      expected: 'rate > 0 and 0 ≤ warmup < 1',
    });
  }
  return (step, total) => {
    const rising = Math.ceil(warmup * total);
    if (step <= rising) return (rate * step) / (rising + 1);
    if (schedule === 'constant') return rate;
    const progress = Math.min(1, (step - 1 - rising) / Math.max(1, total - rising));
    return (rate * (1 + Math.cos(Math.PI * progress))) / 2;
  };
}
