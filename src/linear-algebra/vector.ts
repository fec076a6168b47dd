export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Adds scale·x to `target`, which it changes and returns. */
export function addScaled(target: Float64Array, scale: number, x: Float64Array): Float64Array {
  for (let i = 0; i < target.length; i++) target[i] += scale * x[i];
  return target;
}

/** The largest absolute number; 0 of none. */
export function largest(x: Float64Array): number {
  let most = 0;
  for (let i = 0; i < x.length; i++) most = Math.max(most, Math.abs(x[i]));
  return most;
}
