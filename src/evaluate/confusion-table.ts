/** A confusion matrix with its margins, in weights of rows; filled anew for each weighting. */
export class ConfusionTable {
  readonly classes: number;
  /** C × C, row-major: label × C + predicted class. */
  readonly counts: Float64Array;
  /** Rows of each class. */
  readonly support: Float64Array;
  /** Rows predicted as each class. */
  readonly predicted: Float64Array;
  total = 0;

  constructor(classes: number) {
    this.classes = classes;
    this.counts = new Float64Array(classes * classes);
    this.support = new Float64Array(classes);
    this.predicted = new Float64Array(classes);
  }

  /** @param cells for each row its cell, as `outcomes` gives it */
  fill(cells: Int32Array, weights: Float64Array): this {
    const { classes, counts, support, predicted } = this;
    counts.fill(0);
    support.fill(0);
    predicted.fill(0);
    for (let i = 0; i < cells.length; i++) counts[cells[i]] += weights[i];
    this.total = 0;
    for (let t = 0; t < classes; t++) {
      for (let p = 0; p < classes; p++) {
        const count = counts[t * classes + p];
        support[t] += count;
        predicted[p] += count;
        this.total += count;
      }
    }
    return this;
  }

  /** Rows of class `c` that are predicted as it. */
  hits(c: number): number {
    return this.counts[c * this.classes + c];
  }

  /** Rows of the other classes: summed, not subtracted, so that it is exactly 0 where there are none. */
  others(c: number): number {
    let sum = 0;
    for (let k = 0; k < this.classes; k++) if (k !== c) sum += this.support[k];
    return sum;
  }
}
