import { add, clip, log, mul, sigmoid, sub, type Value } from '../../graph/index.ts';
import { checkPredictions } from '../predictions.ts';
import { type CalibratorDesign, calibratorOf, stateNamed } from './calibrator.ts';
import { type ClassMap, mappedClasses, oneVsRest } from './one-vs-rest.ts';

/** Log-odds are taken of probabilities at least this far from 0 and 1: what float32 can tell there. */
const edge = 1e-7;

/**
 * Platt scaling (Platt 1999) of log-odds: p ↦ σ(a·ln(p/(1 − p)) + b), for the second of two classes,
 * else for each class against the others, brought to a sum of one again. a and b minimise the
 * cross-entropy to Platt's targets, (P + 1)/(P + 2) for the P rows of the class and 1/(N + 2) for the
 * N others, by Newton's method with step halving (Lin, Lin and Weng, Machine Learning 68, 2007).
 *
 * Unlike a temperature it can undo balanced class weights, which lift rare classes.
 *
 * @example
 * const { slopes, offsets } = platt().fit(validationLabels, validationProbabilities).state;
 */
export function platt(): CalibratorDesign {
  const restore: CalibratorDesign['restore'] = (classes, state) => {
    const mapped = mappedClasses(classes);
    const slopes = stateNamed(state, 'slopes', mapped.length);
    const offsets = stateNamed(state, 'offsets', mapped.length);
    const maps = mapped.map((_, k) => sigmoidMap(slopes[k], offsets[k]));
    return calibratorOf({ method: 'platt', classes, state, ...oneVsRest(classes, maps) });
  };
  return {
    method: 'platt',
    fit(labels, probabilities) {
      const { classes } = checkPredictions(labels, probabilities);
      const lines = mappedClasses(classes).map(c => {
        const odds = Float64Array.from(labels, (_, i) => logOdds(probabilities.row(i)[c]));
        return sigmoidLine(odds, i => labels[i] === c);
      });
      return restore(classes, {
        slopes: Float32Array.from(lines, ([slope]) => slope),
        offsets: Float32Array.from(lines, ([, offset]) => offset),
      });
    },
    restore,
  };
}

function sigmoidMap(slope: number, offset: number): ClassMap {
  return {
    apply: p => logistic(slope * logOdds(p) + offset),
    write(column: Value) {
      const odds = sub(log(clip(column, { min: edge })), log(clip(sub(1, column), { min: edge })));
      return sigmoid(add(mul(odds, slope), offset));
    },
  };
}

function logOdds(p: number): number {
  return Math.log(Math.max(p, edge)) - Math.log(Math.max(1 - p, edge));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** ln(1 + eˣ) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** Slope and offset of the sigmoid of `scores` that fits Platt's targets best. */
function sigmoidLine(
  scores: Float64Array,
  isPositive: (i: number) => boolean,
): readonly [number, number] {
  const n = scores.length;
  const positives = scores.filter((_, i) => isPositive(i)).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (n - positives + 2);
  const targets = Float64Array.from(scores, (_, i) => (isPositive(i) ? high : low));
  const loss = (slope: number, offset: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const x = slope * scores[i] + offset;
      sum += softplus(x) - targets[i] * x;
    }
    return sum;
  };
  let slope = 0;
  let offset = Math.log((positives + 1) / (n - positives + 1));
  let current = loss(slope, offset);
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = newtonStep(scores, targets, slope, offset);
    if (step.decrement < 1e-12 * n) break;
    let share = 1;
    let next = loss(slope + step.slope, offset + step.offset);
    while (next > current && share > 1e-10) {
      share /= 2;
      next = loss(slope + share * step.slope, offset + share * step.offset);
    }
    if (next > current) break;
    slope += share * step.slope;
    offset += share * step.offset;
    current = next;
  }
  return [slope, offset];
}

/** Newton's step, and how much a quadratic would fall by it, twice. */
function newtonStep(scores: Float64Array, targets: Float64Array, slope: number, offset: number) {
  // A ridge keeps the curvature invertible where all scores are equal.
  let [h11, h12, h22] = [1e-12, 0, 1e-12];
  let [g1, g2] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    const f = scores[i];
    const p = logistic(slope * f + offset);
    const curvature = p * (1 - p);
    const residual = targets[i] - p;
    h11 += f * f * curvature;
    h12 += f * curvature;
    h22 += curvature;
    g1 += f * residual;
    g2 += residual;
  }
  const determinant = h11 * h22 - h12 * h12;
  if (!(determinant > 0)) return { slope: 0, offset: 0, decrement: 0 };
  const bySlope = (h22 * g1 - h12 * g2) / determinant;
  const byOffset = (h11 * g2 - h12 * g1) / determinant;
  return { slope: bySlope, offset: byOffset, decrement: bySlope * g1 + byOffset * g2 };
}
