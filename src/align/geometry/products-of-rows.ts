type Row = Float32Array | Float64Array;

/** The inner product of two rows of one length, in double precision. */
export function dot(a: Row, b: Row): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

export function norm(row: Row): number {
  return Math.sqrt(dot(row, row));
}

/** The cosine of two rows, exactly 1 for equal ones; a row of zeros has cosine 0 with every row. */
export function cosine(a: Row, b: Row): number {
  const scale = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return scale === 0 ? 0 : Math.min(1, Math.max(-1, dot(a, b) / scale));
}
