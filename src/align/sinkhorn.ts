import { MingaError } from '../errors/index.ts';
import { DoubleMatrix } from '../linear-algebra/index.ts';

/** The dual potentials of an entropic transport plan. */
interface Potentials {
  /** [n], of the rows of the cost */
  readonly rows: Float64Array;
  /** [m], of its columns; their mean is 0 */
  readonly columns: Float64Array;
}

/** A plan as the potentials that it is made from. */
export interface TransportPlan extends Potentials {
  /** The mass that lies in a wrong column, of 1 in all; the rows are exact. */
  readonly misplaced: number;
}

/** The mass that may lie in a wrong column, of 1 in all. */
const tolerance = 1e-7;
/** The same before the strength of the entropy is lowered, and where the rounds are used up. */
const roughTolerance = 1e-2;
const mostRounds = 10_000;
/** By which the strength falls from one level to the next. */
const levelFactor = 4;
/** Scalings beyond its exponential go into the potentials before they can over- or underflow. */
const largestLogarithm = 30;

/**
 * Sinkhorn's algorithm (Cuturi, NeurIPS 2013) between uniform masses: the potentials u, v for which
 * the plan P_ij = exp((u_i + v_j − c_ij)/ε) / (n·m) has rows of mass 1/n and columns of mass 1/m.
 *
 * The kernel is scaled, and the scalings are taken into the potentials by a step in the logarithmic
 * domain whenever they grow large, from a strong entropy to the one asked for (Schmitzer, SIAM
 * Journal on Scientific Computing 41, 2019), so that no ε under- or overflows. It ends when at most
 * 1e-7 of the mass is misplaced, or after 10,000 rounds: with little entropy the last of the mass
 * moves ever more slowly.
 *
 * @param cost [n × m]
 * @param epsilon strength of the entropy in units of the cost, above 0
 * @throws E_ALIGN_INPUT where 10,000 rounds leave more than a hundredth of the mass misplaced
 */
export function sinkhorn(cost: DoubleMatrix, epsilon: number): TransportPlan {
  const potentials = {
    rows: new Float64Array(cost.rows),
    columns: new Float64Array(cost.columns),
  };
  let [rounds, misplaced] = [0, 0];
  for (const level of levels(cost, epsilon)) {
    const wanted = level === epsilon ? tolerance : roughTolerance;
    misplaced = Number.POSITIVE_INFINITY;
    while (misplaced > wanted && rounds < mostRounds) {
      moveColumns(cost, potentials, level);
      moveRows(cost, potentials, level);
      const kernel = kernelOf(cost, potentials, level);
      const scaled = scale(kernel, { wanted, most: mostRounds - rounds });
      potentials.rows.forEach((value, i, all) => {
        all[i] = value + level * Math.log(scaled.rows[i]);
      });
      potentials.columns.forEach((value, j, all) => {
        all[j] = value + level * Math.log(scaled.columns[j]);
      });
      misplaced = scaled.misplaced;
      rounds += scaled.rounds;
    }
  }
  if (!(misplaced <= roughTolerance)) throw notConverged(epsilon, misplaced);
  return { ...centred(potentials), misplaced };
}

/** Strengths of the entropy, falling, from that of the costs' range on. */
function levels(cost: DoubleMatrix, epsilon: number): number[] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of cost.data) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const found = [epsilon];
  while (found[0] * levelFactor < most - least) found.unshift(found[0] * levelFactor);
  return found;
}

/** v_j ← −ε·log(mean over i of exp((u_i − c_ij)/ε)) */
function moveColumns({ rows: n, columns: m, data }: DoubleMatrix, to: Potentials, epsilon: number) {
  const highest = new Float64Array(m).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < m; j++, at++) highest[j] = Math.max(highest[j], to.rows[i] - data[at]);
  }
  const sums = new Float64Array(m);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < m; j++, at++) {
      sums[j] += Math.exp((to.rows[i] - data[at] - highest[j]) / epsilon);
    }
  }
  for (let j = 0; j < m; j++) to.columns[j] = -highest[j] - epsilon * Math.log(sums[j] / n);
}

/** u_i ← −ε·log(mean over j of exp((v_j − c_ij)/ε)) */
function moveRows(cost: DoubleMatrix, to: Potentials, epsilon: number): void {
  for (let i = 0; i < cost.rows; i++) {
    const costs = cost.row(i);
    let highest = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < costs.length; j++) highest = Math.max(highest, to.columns[j] - costs[j]);
    let sum = 0;
    for (let j = 0; j < costs.length; j++) {
      sum += Math.exp((to.columns[j] - costs[j] - highest) / epsilon);
    }
    to.rows[i] = -highest - epsilon * Math.log(sum / costs.length);
  }
}

function kernelOf(cost: DoubleMatrix, { rows, columns }: Potentials, epsilon: number) {
  const kernel = DoubleMatrix.zeros(cost.rows, cost.columns);
  for (let i = 0, at = 0; i < cost.rows; i++) {
    for (let j = 0; j < cost.columns; j++, at++) {
      kernel.data[at] = Math.exp((rows[i] + columns[j] - cost.data[at]) / epsilon);
    }
  }
  return kernel;
}

/** Scalings of a kernel's rows and columns, in place of potentials. */
interface Scalings extends TransportPlan {
  readonly rounds: number;
}

/** Scales rows and columns in turn until the columns are right or a scaling grows too large. */
function scale(
  kernel: DoubleMatrix,
  { wanted, most }: { readonly wanted: number; readonly most: number },
): Scalings {
  const { rows: n, columns: m } = kernel;
  const rows = new Float64Array(n);
  const columns = new Float64Array(m).fill(1);
  let [misplaced, rounds] = [Number.POSITIVE_INFINITY, 0];
  for (;;) {
    const sums = scaleRows(kernel, columns, rows);
    rounds += 1;
    misplaced = 0;
    let largest = 0;
    for (let j = 0; j < m; j++) {
      misplaced += Math.abs(columns[j] * sums[j] - 1) / m;
      largest = Math.max(largest, Math.abs(Math.log(sums[j])));
    }
    if (misplaced <= wanted || rounds >= most || !(largest < largestLogarithm)) break;
    for (let j = 0; j < m; j++) columns[j] = 1 / sums[j];
  }
  return { rows, columns, misplaced, rounds };
}

/** Fits the rows' scalings to the columns', and sums up what the columns then have of each. */
function scaleRows(kernel: DoubleMatrix, columns: Float64Array, rows: Float64Array): Float64Array {
  const sums = new Float64Array(columns.length);
  for (let i = 0; i < rows.length; i++) {
    const row = kernel.row(i);
    let sum = 0;
    for (let j = 0; j < row.length; j++) sum += row[j] * columns[j];
    rows[i] = columns.length / sum;
    const mass = rows[i] / rows.length;
    for (let j = 0; j < row.length; j++) sums[j] += row[j] * mass;
  }
  return sums;
}

/** A constant may be moved from one side to the other. */
function centred({ rows, columns }: Potentials): Potentials {
  const mean = columns.reduce((sum, value) => sum + value, 0) / Math.max(1, columns.length);
  return { rows: rows.map(value => value + mean), columns: columns.map(value => value - mean) };
}

function notConverged(epsilon: number, misplaced: number): MingaError {
  return new MingaError('E_ALIGN_INPUT', {
    found: `a transport of strength ${epsilon} that misplaces ${misplaced} of the mass after ${mostRounds} rounds`,
    expected: `at most ${roughTolerance}`,
    fix: 'Choose a larger epsilon.',
  });
}
