/** The value of a function at a point, and its slope there. */
export interface Evaluation {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** A point of a line, with what was found there. */
export interface Trial<Found extends Evaluation> {
  readonly found: Found;
  /** Distance from the start in units of the direction. */
  readonly step: number;
  /** Derivative along the direction. */
  readonly slope: number;
}

/** A line to search: value and slope at its start, and its points. */
export interface Line<Found extends Evaluation> {
  readonly value: number;
  readonly slope: number;
  readonly at: (step: number) => Promise<Trial<Found>>;
}

// Armijo's and the curvature constant, as usual for quasi-Newton directions.
const [decrease, curvature] = [0.1, 0.9];
const mostTrials = 25;
// Losses of float32 logits differ by this much without meaning anything, where large products cancel.
const noise = 1e-5;

/**
 * A step along a line of a convex function that meets the approximate Wolfe conditions of Hager and
 * Zhang (SIAM J. Optim. 16, 2005): (2δ − 1)·φ′(0) ≥ φ′(t) ≥ σ·φ′(0), and φ(t) no higher than φ(0)
 * but for rounding. They ask for slopes, which stay exact where values are too close to be told
 * apart; of a convex function the slope alone says on which side of the minimum a step lies.
 *
 * @returns null where the line does not lead down, or rounding hides the way
 */
export async function lineSearch<Found extends Evaluation>(
  line: Line<Found>,
  first: number,
): Promise<Trial<Found> | null> {
  if (!(line.slope < 0)) return null;
  const ceiling = line.value + noise * Math.abs(line.value);
  let low: Point = { step: 0, slope: line.slope };
  let high: Point | null = null;
  let step = first;
  for (let count = 0; count < mostTrials; count++) {
    const trial = await line.at(step);
    const { found, slope } = trial;
    const finite = Number.isFinite(found.value) && Number.isFinite(slope);
    const under = finite && found.value <= ceiling;
    const flat = slope >= curvature * line.slope && slope <= (2 * decrease - 1) * line.slope;
    if (under && flat) return trial;
    if (under && slope < 0) low = trial;
    else high = { step, slope: finite ? slope : Number.POSITIVE_INFINITY };
    step = high === null ? beyond(low, line.slope) : between(low, high);
  }
  return null;
}

interface Point {
  readonly step: number;
  readonly slope: number;
}

/** Where the slope would vanish if it went on as from the start to `low`, within 2 to 10 times. */
function beyond(low: Point, initial: number): number {
  const secant = (low.step * initial) / (initial - low.slope);
  return secant > 0 ? Math.min(Math.max(secant, 2 * low.step), 10 * low.step) : 10 * low.step;
}

/** Where the slope would vanish if it were linear, kept off the ends; the middle where it cannot be. */
function between(low: Point, high: Point): number {
  const width = high.step - low.step;
  const share = -low.slope / (high.slope - low.slope);
  const usable = high.slope > 0 && Number.isFinite(high.slope);
  return low.step + width * (usable ? Math.min(Math.max(share, 0.1), 0.9) : 0.5);
}
