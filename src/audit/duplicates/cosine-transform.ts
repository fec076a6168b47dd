/**
 * The lowest `kept` × `kept` coefficients of the two-dimensional cosine transform of a square picture,
 * row by row, `[0, 0]` first: type II, orthonormal, as `scipy.fft.dctn(picture, norm='ortho')`.
 *
 * y[u, v] = c(u) c(v) Σ_j Σ_i x[j, i] cos(π u (2j + 1) / 2n) cos(π v (2i + 1) / 2n), with
 * c(0) = √(1/n) and c(k) = √(2/n) (Ahmed, Natarajan and Rao 1974).
 *
 * @param side n, the pixels of a side
 */
export function lowCosines(picture: ArrayLike<number>, side: number, kept: number): Float64Array {
  const basis = cosines(side, kept);
  const rows = new Float64Array(side * kept);
  for (let j = 0; j < side; j++) {
    for (let v = 0; v < kept; v++) {
      let sum = 0;
      for (let i = 0; i < side; i++) sum += basis[v * side + i] * picture[j * side + i];
      rows[j * kept + v] = sum;
    }
  }
  const low = new Float64Array(kept * kept);
  for (let u = 0; u < kept; u++) {
    for (let j = 0; j < side; j++) {
      for (let v = 0; v < kept; v++) {
        low[u * kept + v] += basis[u * side + j] * rows[j * kept + v];
      }
    }
  }
  return low;
}

function cosines(side: number, kept: number): Float64Array {
  const basis = new Float64Array(kept * side);
  for (let u = 0; u < kept; u++) {
    const scale = Math.sqrt((u === 0 ? 1 : 2) / side);
    for (let i = 0; i < side; i++) {
      basis[u * side + i] = scale * Math.cos((Math.PI * u * (2 * i + 1)) / (2 * side));
    }
  }
  return basis;
}
