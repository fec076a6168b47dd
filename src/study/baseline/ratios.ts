import type { BaselineFit, CostRatio } from '../schema/baselines.ts';

/**
 * How many times as long training on raw data takes as training on embeddings. Of several seeds, the
 * means.
 */
export function costRatio(
  raw: CostRatio['raw'],
  rawFits: readonly BaselineFit[],
  cachedFits: readonly BaselineFit[],
): CostRatio {
  const slow = meanSeconds(rawFits);
  const fast = meanSeconds(cachedFits);
  // Epochs differ where one stopped earlier, so what an epoch costs is compared, not what all did.
  const savedAnEpoch = slow.epoch - fast.epoch;
  const savedAFit = slow.training - fast.training;
  const ahead = fast.preparation - slow.preparation;
  return {
    raw,
    paper: quotient(slow.epoch, fast.epoch),
    honest: quotient(slow.preparation + slow.training, fast.preparation + fast.training),
    breakEvenEpochs: paidBack(ahead, savedAnEpoch),
    // Decoding is done once for many trainings too, as extraction is.
    breakEvenFits: paidBack(ahead, savedAFit),
  };
}

function meanSeconds(fits: readonly BaselineFit[]) {
  const mean = (of: (fit: BaselineFit) => number) =>
    fits.reduce((sum, fit) => sum + of(fit), 0) / fits.length;
  return {
    preparation: mean(({ costs }) => costs.preparation.wallSeconds),
    training: mean(({ costs }) => costs.training.wallSeconds),
    epoch: mean(({ costs, epochs }) => costs.training.wallSeconds / epochs),
  };
}

/** After how many turns that each save `saved` an outlay is paid back; null where never. */
function paidBack(outlay: number, saved: number): number | null {
  if (outlay <= 0) return saved >= 0 ? 0 : null;
  return saved > 0 ? outlay / saved : null;
}

function quotient(a: number, b: number): number | null {
  return b > 0 ? a / b : null;
}
