/** Tells of weighted rows whether every class that the rows show is still among them. */
export function presenceOf(
  labels: Int32Array,
  classes: number,
): (weights: Float64Array) => boolean {
  const all = new Set(labels).size;
  const seen = new Uint8Array(classes);
  return weights => {
    seen.fill(0);
    let present = 0;
    for (let i = 0; i < labels.length && present < all; i++) {
      if (weights[i] > 0 && seen[labels[i]] === 0) {
        seen[labels[i]] = 1;
        present += 1;
      }
    }
    return present === all;
  };
}
