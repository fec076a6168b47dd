import type { Matrix } from '../../tensor/index.ts';

/** Squared distances within two samples and between them. */
export interface SampleDistances {
  readonly image: Matrix;
  readonly text: Matrix;
  readonly between: Matrix;
}

/**
 * The energy distance of two samples, 2·E‖X − Y‖ − E‖X − X'‖ − E‖Y − Y'‖ (Székely and Rizzo 2013):
 * 0 to 4 for unit rows, 0 only where the two are distributed alike. The means run over all pairs of
 * rows, a row with itself among them (the V-statistic), so that it is never below 0; of few rows of
 * one distribution it is above 0 by about the mean distance over n, twice.
 *
 * @param distances squared, of the rows of both samples
 */
export function energyDistance({ image, text, between }: SampleDistances): number {
  return Math.max(0, 2 * meanRoot(between) - meanRoot(image) - meanRoot(text));
}

function meanRoot({ data }: Matrix): number {
  let sum = 0;
  for (let k = 0; k < data.length; k++) sum += Math.sqrt(data[k]);
  return sum / data.length;
}
