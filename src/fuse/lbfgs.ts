import { addScaled, dot } from '../linear-algebra/index.ts';
import { type Evaluation, lineSearch } from './line-search.ts';

/** A point that the optimiser has reached, with what was found there. */
export interface Iterate<Found extends Evaluation> {
  /** 0 is the start. */
  readonly iteration: number;
  readonly point: Float64Array;
  readonly found: Found;
  /** Evaluations so far. */
  readonly evaluations: number;
}

/** What can be set of L-BFGS. */
export interface LbfgsOptions {
  /** Pairs of steps and gradient changes that stand for the Hessian. */
  readonly memory?: number;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** step · change. */
  readonly product: number;
}

const defaults = { memory: 10 };
// Below this cosine between step and change, rounding may have made the curvature up.
const leastCosine = 1e-10;

/**
 * L-BFGS on a convex function (Nocedal and Wright, "Numerical Optimization", algorithms 7.4 and
 * 7.5), in double precision: yields the start, then one point an iteration, each lower than the one
 * before but for rounding. It ends by itself only where no lower point can be found; when it has
 * come near enough is for the caller to say, who then asks for no more.
 *
 * The scale of the variables is the caller's: best is one in which the Hessian's diagonal is near 1.
 *
 * @example
 * for await (const { found, point } of lbfgs(evaluate, start)) {
 *   if (largest(found.gradient) < 1e-5) return point;
 * }
 */
export async function* lbfgs<Found extends Evaluation>(
  evaluate: (point: Float64Array) => Promise<Found>,
  start: Float64Array,
  options: LbfgsOptions = {},
): AsyncGenerator<Iterate<Found>, void, void> {
  const { memory } = { ...defaults, ...options };
  const pairs: Pair[] = [];
  let evaluations = 1;
  let found = await evaluate(start);
  let point = start;
  for (let iteration = 0; ; iteration++) {
    yield { iteration, point, found, evaluations };
    const search = async (direction: Float64Array) => {
      const at = async (step: number) => {
        evaluations += 1;
        const trial = await evaluate(moved(point, step, direction));
        return { found: trial, step, slope: dot(trial.gradient, direction) };
      };
      const line = { value: found.value, slope: dot(found.gradient, direction), at };
      const end = await lineSearch(line, 1);
      return end && { found: end.found, point: moved(point, end.step, direction) };
    };
    let next = await search(descent(pairs, found.gradient));
    if (next === null && pairs.length > 0) {
      // What is remembered may be what misleads: once more, down the gradient.
      pairs.length = 0;
      next = await search(descent(pairs, found.gradient));
    }
    if (next === null) return;
    const change = difference(next.found.gradient, found.gradient);
    remember(pairs, memory, difference(next.point, point), change);
    ({ found, point } = next);
  }
}

/** −H·gradient by the two-loop recursion, H₀ = (s·y / y·y)·I of the newest pair. */
function descent(pairs: readonly Pair[], gradient: Float64Array): Float64Array {
  const direction = gradient.map(g => -g);
  const weights: number[] = [];
  for (const { step, change, product } of pairs.toReversed()) {
    const weight = dot(step, direction) / product;
    weights.push(weight);
    addScaled(direction, -weight, change);
  }
  const newest = pairs.at(-1);
  if (newest !== undefined) {
    const scale = newest.product / dot(newest.change, newest.change);
    for (let i = 0; i < direction.length; i++) direction[i] *= scale;
  }
  for (const { step, change, product } of pairs) {
    const weight = weights.pop() ?? 0;
    addScaled(direction, weight - dot(change, direction) / product, step);
  }
  return direction;
}

function remember(pairs: Pair[], memory: number, step: Float64Array, change: Float64Array): void {
  const product = dot(step, change);
  const lengths = Math.sqrt(dot(step, step) * dot(change, change));
  if (!(product > leastCosine * lengths)) return;
  pairs.push({ step, change, product });
  if (pairs.length > memory) pairs.shift();
}

function moved(point: Float64Array, step: number, direction: Float64Array): Float64Array {
  return addScaled(point.slice(), step, direction);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return addScaled(a.slice(), -1, b);
}
