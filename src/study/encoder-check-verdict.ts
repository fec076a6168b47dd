import type { FigureDifference, FigureInterval } from './results.ts';

/** What a candidate must reach to be called safe; `docs/precision.md` says why. */
export const safety = {
  /** Of the cosines of a row's two vectors. */
  meanCosine: 0.99,
  onePercentCosine: 0.95,
  /** The most macro AUROC that may be lost at the lower end of the interval. */
  margin: 0.01,
  /** Rows held out. */
  leastRows: 64,
} as const;

export interface Verdict {
  readonly answer: 'safe' | 'not safe' | 'cannot tell';
  /** Why, a clause each; where it is safe, what was reached. */
  readonly reasons: readonly string[];
}

/** The figures that a verdict rests on. */
export interface Evidence {
  readonly heldOut: number;
  readonly cosine: { readonly mean: number; readonly onePercent: number };
  readonly auroc: {
    readonly reference: FigureInterval;
    readonly difference: FigureDifference;
  };
}

/**
 * Safe: vectors that lie close, and no loss downstream beyond the margin. Not safe: one of the two
 * is certainly broken. Otherwise the rows are too few, or say too little, to tell.
 */
export function verdictOf({ heldOut, cosine, auroc }: Evidence): Verdict {
  const { low, high, estimate } = auroc.difference;
  const distant: string[] = [];
  if (!(cosine.mean >= safety.meanCosine)) {
    distant.push(`the mean cosine is ${three(cosine.mean)}, under ${safety.meanCosine}`);
  }
  if (!(cosine.onePercent >= safety.onePercentCosine)) {
    distant.push(
      `the lowest 1 % of cosines reach down to ${three(cosine.onePercent)}, under ${safety.onePercentCosine}`,
    );
  }
  if (high !== null && high < 0) {
    const loss = `macro AUROC falls for certain, by ${three(-(estimate ?? high))} (at least ${three(-high)})`;
    return { answer: 'not safe', reasons: [...distant, loss] };
  }
  const unsure = doubts(heldOut, auroc);
  const most = -(low ?? 0);
  const bound =
    most > 0 ? `macro AUROC falls by ${three(most)} at most` : 'macro AUROC does not fall';
  if (distant.length > 0) {
    const use = `yet ${bound}: a study may use it throughout, but must not mix its vectors with the reference's`;
    return { answer: 'not safe', reasons: unsure.length > 0 ? distant : [...distant, use] };
  }
  if (unsure.length > 0) return { answer: 'cannot tell', reasons: unsure };
  return {
    answer: 'safe',
    reasons: [`mean cosine ${three(cosine.mean)}, 1 % ${three(cosine.onePercent)}`, bound],
  };
}

/** Why macro AUROC says too little on these rows. */
function doubts(heldOut: number, { reference, difference }: Evidence['auroc']): string[] {
  const found: string[] = [];
  const { low } = difference;
  if (heldOut < safety.leastRows) {
    found.push(`only ${heldOut} rows to compare on, at least ${safety.leastRows} are needed`);
  }
  if (low === null) found.push('macro AUROC is undefined: a class is missing from the rows');
  else if (low < -safety.margin) {
    found.push(
      `too few rows: macro AUROC may fall by as much as ${three(-low)}, more than ${safety.margin}`,
    );
  }
  if ((reference.low ?? 0) <= 0.5) {
    found.push('the reference itself may be no better than chance on these labels');
  }
  return found;
}

function three(value: number): string {
  return value.toFixed(3);
}
