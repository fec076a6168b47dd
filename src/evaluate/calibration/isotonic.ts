import { MingaError } from '../../errors/index.ts';
import { add, clip, div, mul, reduceSum, sub, type Value } from '../../graph/index.ts';
import { checkPredictions } from '../predictions.ts';
import {
  type CalibratorDesign,
  type CalibratorState,
  calibratorOf,
  stateNamed,
} from './calibrator.ts';
import { atKnots, isotonicKnots, type Knots } from './isotonic-steps.ts';
import { type ClassMap, mappedClasses, oneVsRest } from './one-vs-rest.ts';

/**
 * Isotonic calibration (Zadrozny and Elkan, KDD 2002): the non-decreasing step line from probability
 * to observed share, straight between its steps and flat beyond the rows that it was fitted on (as
 * scikit-learn's `IsotonicRegression`). For the second of two classes, else for each class against
 * the others, brought to a sum of one again.
 *
 * It bends to any shape and so needs many rows: with few it learns them by heart, and it can give a
 * probability of 0 to what then happens, which costs 34.5 nats of log loss.
 *
 * @example
 * isotonic().fit(validationLabels, validationProbabilities).transform(testProbabilities);
 */
export function isotonic(): CalibratorDesign {
  const restore: CalibratorDesign['restore'] = (classes, state) => {
    const maps = mappedClasses(classes).map(c => stepMap(knotsOf(state, c)));
    return calibratorOf({ method: 'isotonic', classes, state, ...oneVsRest(classes, maps) });
  };
  return {
    method: 'isotonic',
    fit(labels, probabilities) {
      const { classes } = checkPredictions(labels, probabilities);
      const state: Record<string, Float32Array> = {};
      for (const c of mappedClasses(classes)) {
        const column = Float32Array.from(labels, (_, i) => probabilities.row(i)[c]);
        const hits = Float64Array.from(labels, label => (label === c ? 1 : 0));
        const { x, y } = isotonicKnots(column, hits);
        state[`x${c}`] = x;
        state[`y${c}`] = y;
      }
      return restore(classes, state);
    },
    restore,
  };
}

/** @throws E_CALIBRATOR_INPUT where the saved knots of class `c` do not ascend */
function knotsOf(state: CalibratorState, c: number): Knots {
  const x = stateNamed(state, `x${c}`);
  const y = stateNamed(state, `y${c}`, x.length);
  const torn = x.findIndex((value, k) => k > 0 && !(value > x[k - 1] && y[k] >= y[k - 1]));
  if (torn >= 0 || y[0] < 0 || y[y.length - 1] > 1) {
    throw new MingaError('E_CALIBRATOR_INPUT', {
      found: `a saved isotonic calibrator whose steps of class ${c} do not ascend from 0 to 1`,
    });
  }
  return { x, y };
}

function stepMap(knots: Knots): ClassMap {
  const { x, y } = knots;
  const steps = x.length - 1;
  return {
    apply: p => atKnots(knots, p),
    write(column: Value) {
      if (steps === 0) return add(mul(column, 0), y[0]);
      const { graph } = column;
      const rowOf = (at: (k: number) => number) =>
        graph.constant(
          Float32Array.from({ length: steps }, (_, k) => at(k)),
          [1, steps],
        );
      // Each step is climbed as far as the column has come along it.
      const along = div(
        sub(
          column,
          rowOf(k => x[k]),
        ),
        rowOf(k => x[k + 1] - x[k]),
      );
      const climbed = mul(
        clip(along, { min: 0, max: 1 }),
        rowOf(k => y[k + 1] - y[k]),
      );
      return add(reduceSum(climbed, [1], true), y[0]);
    },
  };
}
