/** The figures that a scorer gives, in order: what a bootstrap needs to know of them. */
export interface FigureSet<Name extends string> {
  readonly names: readonly Name[];
  /** One thing for each figure, made from its name. */
  readonly per: <T>(make: (name: Name) => T) => Record<Name, T>;
  /** True for a mean over classes or labels, which becomes another quantity where one is absent. */
  readonly averagesClasses: (name: Name) => boolean;
}

/** Predictions made ready to be scored many times under different weights. */
export interface FigureScorer<Name extends string> {
  readonly rows: number;
  readonly figures: FigureSet<Name>;
  /**
   * Writes every figure under `weights` (n counts of zero or more, not all zero) into `values`, in
   * the order of the names; NaN where the weighted rows leave one undefined. Neither is checked, and
   * nothing is allocated: this is the inside of a resampling loop.
   */
  readonly scoreInto: (weights: Float64Array, values: Float64Array) => void;
  /** True where every class or label that the rows show is still shown by the weighted rows. */
  readonly isComplete: (weights: Float64Array) => boolean;
}

/** The figures of a scorer under `weights`, by name. */
export function scoresOf<Name extends string>(
  { figures, scoreInto }: FigureScorer<Name>,
  weights: Float64Array,
): Record<Name, number> {
  const values = new Float64Array(figures.names.length);
  scoreInto(weights, values);
  return figures.per(name => values[figures.names.indexOf(name)]);
}
