import { type AffineMap, composed, identity, reach } from './affine-map.ts';
import { reducedSide } from './brightness.ts';
import {
  correlation,
  detail,
  inner,
  innerPixels,
  innerSide,
  mapped,
  margin,
  product,
  unit,
} from './inner-part.ts';
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

/** A reduced picture made ready to have others laid over it. */
export interface Template {
  /** The brightness of its inner part as a vector of length 1. */
  readonly brightness: Float64Array;
  /** Its detail, likewise. */
  readonly detail: Float64Array;
  /** The terms one after another, `innerPixels` numbers each. */
  readonly regressors: readonly Float64Array[];
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
  const [values] = regressors;
  return {
    brightness: unit(values),
    detail: unit(detail(values)),
    regressors,
    inverse: inverse(products(regressors)),
  };
}

/** Lays pictures over templates, one after another. */
export type Aligner = (base: Template, reduced: Uint8Array) => Alignment | null;

/**
 * Makes an aligner. It lays a picture over a template by moving, stretching and turning it a little (an
 * affine map), with brightness and contrast left free, and says how well it fits then; null as soon as
 * it shows that it will not reach `wanted`.
 *
 * Gauss–Newton on the slopes of the template: B. Lucas and T. Kanade, "An Iterative Image
 * Registration Technique", 1981, in the inverse form of S. Baker and I. Matthews, "Lucas–Kanade 20
 * Years On", 2004, section 2.2, with gain and offset estimated beside the map.
 *
 * @param wanted the correlation of brightness that a pair is worth anything from
 */
export function openAligner(wanted: number): Aligner {
  const values = new Float64Array(innerPixels);
  return (base, reduced) => {
    if (base.inverse === null) return null;
    inner(reduced, values);
    let map = identity;
    let fit = correlation(base.brightness, values);
    let best = { map, fit };
    for (let step = 0; step < mostSteps; step++) {
      const { move, promise } = nextMove(base.regressors, base.inverse, values);
      if (step === 0 && promise < leastPromise) return null;
      map = composed(map, move);
      if (!(reach(map) <= furthest)) break;
      mapped(reduced, map, values);
      const before = fit;
      fit = correlation(base.brightness, values);
      if (fit > best.fit) best = { map, fit };
      // Each step gains less than the one before: what it would take to gain more is not there.
      if (fit + (fit - before) < wanted) break;
      if (reach(move) < stillness) break;
    }
    if (best.fit < wanted) return null;
    mapped(reduced, best.map, values);
    return { brightness: best.fit, detail: correlation(base.detail, detail(values)) };
  };
}

function regressorsOf(reduced: Uint8Array): readonly Float64Array[] {
  const regressors = Array.from({ length: terms }, () => new Float64Array(innerPixels));
  const [values, ones, slopesX, xx, xy, slopesY, yx, yy] = regressors;
  const middle = (innerSide - 1) / 2;
  ones.fill(1);
  for (let y = 0, at = 0; y < innerSide; y++) {
    for (let x = 0; x < innerSide; x++, at++) {
      const place = (y + margin) * reducedSide + x + margin;
      const slopeX = (reduced[place + 1] - reduced[place - 1]) / 2;
      const slopeY = (reduced[place + reducedSide] - reduced[place - reducedSide]) / 2;
      values[at] = reduced[place];
      slopesX[at] = slopeX;
      xx[at] = slopeX * (x - middle);
      xy[at] = slopeX * (y - middle);
      slopesY[at] = slopeY;
      yx[at] = slopeY * (x - middle);
      yy[at] = slopeY * (y - middle);
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

function nextMove(
  regressors: readonly Float64Array[],
  inverted: Float64Array,
  values: Float64Array,
): Move {
  const seen = new Float64Array(terms);
  for (let k = 0; k < terms; k++) seen[k] = product(regressors[k], values);
  const weights = new Float64Array(terms);
  for (let k = 0; k < terms; k++) {
    for (let l = 0; l < terms; l++) weights[k] += inverted[k * terms + l] * seen[l];
  }
  const mean = seen[1] / innerPixels;
  const explained = product(weights, seen) - innerPixels * mean ** 2;
  const all = product(values, values) - innerPixels * mean ** 2;
  const gain = weights[0];
  return {
    move: [
      -weights[2] / gain,
      1 - weights[3] / gain,
      -weights[4] / gain,
      -weights[5] / gain,
      -weights[6] / gain,
      1 - weights[7] / gain,
    ],
    promise: gain > 0 && all > 0 ? Math.sqrt(Math.max(0, explained) / all) : 0,
  };
}
