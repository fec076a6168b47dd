/** Divides by the Euclidean norm; a vector of zeros stays what it is, never NaN. */
export function unitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares);
  return norm === 0 ? vector : vector.map(value => value / norm);
}
