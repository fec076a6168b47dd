import { type AffineMap, composed, identity, reach } from './affine-map.ts';
import { reducedSide } from './brightness.ts';
import { detail, innerPixels, innerSide, mapped, margin, product, unit } from './inner-part.ts';
import { inverse, products } from './normal-equations.ts';

/** What another picture is explained by: this one, a constant, and how this one changes as it moves. */
const terms = 8;

/** Steps after which a picture lies as well as it will. */
const mostSteps = 8;

/** A step that moves no corner by more pixels than this is the last. */
const stillness = 0.02;

/** What moves a corner by more pixels of 32 than this is no second export. */
const furthest = 6;

/** Below this share explained by one small step (as a correlation), no steps will do. */
const leastPromise = 0.9;

/** Below this correlation after one step, no more will do. */
const leastAfterStep = 0.93;

/** A reduced picture made ready to have others laid over it. */
export interface Template {
  /** The brightness of its inner part as a vector of length 1. */
  readonly brightness: Float64Array;
  /** Its detail, likewise. */
  readonly detail: Float64Array;
  /** The terms one after another, `innerPixels` numbers each. */
  readonly regressors: Float64Array;
  /** The inverse of the terms' products; null where the picture has too little in it to be laid upon. */
  readonly inverse: Float64Array | null;
}

/** How well one picture lies on another: correlations where both are, −1 to 1. */
export interface Alignment {
  readonly brightness: number;
  /** Of what stands out from its surroundings: edges, hairs, dots. */
  readonly detail: number;
}

export function makeTemplate(reduced: Uint8Array): Template {
  const regressors = regressorsOf(reduced);
  const values = regressors.subarray(0, innerPixels);
  return {
    brightness: unit(values),
    detail: unit(detail(values)),
    regressors,
    inverse: inverse(products(regressors, innerPixels)),
  };
}

/**
 * Lays a picture over a template by moving, stretching and turning it a little (an affine map), with
 * brightness and contrast left free, and says how well it fits then; null as soon as it shows that it
 * never will.
 *
 * Gauss–Newton on the slopes of the template: B. Lucas and T. Kanade, "An Iterative Image
 * Registration Technique", 1981, in the inverse form of S. Baker and I. Matthews, "Lucas–Kanade 20
 * Years On", 2004, section 2.2, with gain and offset estimated beside the map.
 */
export function aligned(base: Template, reduced: Uint8Array): Alignment | null {
  if (base.inverse === null) return null;
  let values = mapped(reduced, identity);
  let map = identity;
  let best = { map, correlation: product(base.brightness, unit(values)) };
  for (let step = 0; step < mostSteps; step++) {
    const { move, promise } = nextMove(base.regressors, base.inverse, values);
    if (step === 0 && promise < leastPromise) return null;
    map = composed(map, move);
    if (!(reach(map) <= furthest)) break;
    values = mapped(reduced, map);
    const correlation = product(base.brightness, unit(values));
    if (step === 0 && correlation < leastAfterStep) return null;
    if (correlation > best.correlation) best = { map, correlation };
    if (reach(move) < stillness) break;
  }
  const laid = unit(detail(mapped(reduced, best.map)));
  return { brightness: best.correlation, detail: product(base.detail, laid) };
}

function regressorsOf(reduced: Uint8Array): Float64Array {
  const regressors = new Float64Array(terms * innerPixels);
  const middle = (innerSide - 1) / 2;
  for (let y = 0, at = 0; y < innerSide; y++) {
    for (let x = 0; x < innerSide; x++, at++) {
      const place = (y + margin) * reducedSide + x + margin;
      const slopeX = (reduced[place + 1] - reduced[place - 1]) / 2;
      const slopeY = (reduced[place + reducedSide] - reduced[place - reducedSide]) / 2;
      const [dx, dy] = [x - middle, y - middle];
      regressors[at] = reduced[place];
      regressors[innerPixels + at] = 1;
      regressors[2 * innerPixels + at] = slopeX;
      regressors[3 * innerPixels + at] = slopeX * dx;
      regressors[4 * innerPixels + at] = slopeX * dy;
      regressors[5 * innerPixels + at] = slopeY;
      regressors[6 * innerPixels + at] = slopeY * dx;
      regressors[7 * innerPixels + at] = slopeY * dy;
    }
  }
  return regressors;
}

interface Move {
  /** The place that a place of the template is to be looked for at. */
  readonly move: AffineMap;
  /** The multiple correlation of the picture with the terms: how much of it a small step explains. */
  readonly promise: number;
}

function nextMove(regressors: Float64Array, inverted: Float64Array, values: Float64Array): Move {
  const seen = Float64Array.from({ length: terms }, (_, k) =>
    product(regressors.subarray(k * innerPixels, (k + 1) * innerPixels), values),
  );
  const weights = seen.map((_, k) => product(inverted.subarray(k * terms, (k + 1) * terms), seen));
  const mean = seen[1] / innerPixels;
  const explained = product(weights, seen) - innerPixels * mean ** 2;
  const all = product(values, values) - innerPixels * mean ** 2;
  const [, , a, b, c, d, e, f] = weights.map(weight => weight / weights[0]);
  return {
    move: [-a, 1 - b, -c, -d, -e, 1 - f],
    promise: weights[0] > 0 && all > 0 ? Math.sqrt(Math.max(0, explained) / all) : 0,
  };
}
