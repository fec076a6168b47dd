/** Divided by its Euclidean norm, in place; a vector of zeros stays what it is, never NaN. */
export function unitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const norm = Math.sqrt(squares);
  for (let i = 0; i < vector.length; i++) vector[i] /= norm;
  return vector;
}
