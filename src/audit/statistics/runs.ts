/** How often neighbours differ in a sequence of categories, beside what a random order would give. */
export interface Runs {
  readonly observed: number;
  readonly expected: number;
  /** (observed − expected) / standard deviation; far below 0 where equals stand together. */
  readonly z: number;
}

/**
 * The runs test of Wald and Wolfowitz for any number of categories (Wallis and Roberts, Statistics: A
 * New Approach, 1956): E = (n (n + 1) − Σ n_c²) / n and V = (Σ n_c² (Σ n_c² + n (n + 1)) − 2 n Σ n_c³ −
 * n³) / (n² (n − 1)).
 */
export function runsTest(sequence: ArrayLike<number>): Runs {
  const counts = new Map<number, number>();
  let observed = sequence.length === 0 ? 0 : 1;
  for (let i = 0; i < sequence.length; i++) {
    counts.set(sequence[i], (counts.get(sequence[i]) ?? 0) + 1);
    if (i > 0 && sequence[i] !== sequence[i - 1]) observed += 1;
  }
  const n = sequence.length;
  let squares = 0;
  let cubes = 0;
  for (const count of counts.values()) {
    squares += count ** 2;
    cubes += count ** 3;
  }
  const expected = (n * (n + 1) - squares) / n;
  const variance =
    (squares * (squares + n * (n + 1)) - 2 * n * cubes - n ** 3) / (n ** 2 * (n - 1));
  return { observed, expected, z: variance > 0 ? (observed - expected) / Math.sqrt(variance) : 0 };
}
