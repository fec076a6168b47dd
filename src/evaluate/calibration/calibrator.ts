import { MingaError } from '../../errors/index.ts';
import type { Value } from '../../graph/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { checkProbabilities } from '../predictions.ts';

/** How probabilities can be calibrated; `none` leaves them as they are. */
export const calibratorMethods = ['none', 'temperature', 'platt', 'isotonic'] as const;

export type CalibratorMethod = (typeof calibratorMethods)[number];

/** What was learned, by name. */
export type CalibratorState = Readonly<Record<string, Float32Array>>;

/** A fitted calibrator: immutable, plain arrays, and nothing of the rows that it was fitted on. */
export interface Calibrator {
  readonly method: CalibratorMethod;
  /** Columns that it takes and gives. */
  readonly classes: number;
  readonly state: CalibratorState;
  /**
   * Calibrated probabilities [n, C] of probabilities [n, C]; rows sum to 1. The input is not
   * changed, and row k depends on row k alone.
   *
   * @throws E_CALIBRATOR_INPUT for another number of classes; E_METRIC_INPUT where rows are no
   *   probabilities; E_NOT_FINITE
   */
  transform(probabilities: Matrix): Matrix;
  /** The same as ONNX operators, added to the graph of the probabilities [n, C]. */
  write(probabilities: Value): Value;
}

/** A calibrator before it is fitted. */
export interface CalibratorDesign {
  readonly method: CalibratorMethod;
  /**
   * Fits on rows that the head was not trained on: validation rows.
   *
   * @param labels n class indices 0 … C-1
   * @param probabilities n × C, rows that sum to 1
   * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as every metric
   */
  fit(labels: Int32Array, probabilities: Matrix): Calibrator;
  /** Makes it again from what was saved. @throws E_CALIBRATOR_INPUT where that is torn */
  restore(classes: number, state: CalibratorState): Calibrator;
}

/** What a calibrator is made from: a row in, a row out, and the same as operators. */
interface CalibratorParts {
  readonly method: CalibratorMethod;
  readonly classes: number;
  readonly state: CalibratorState;
  /** Writes into `out` (C) what becomes of `row` (C). */
  readonly row: (row: Float32Array, out: Float32Array) => void;
  readonly write: (probabilities: Value) => Value;
}

export function calibratorOf({ row, ...parts }: CalibratorParts): Calibrator {
  const { classes } = parts;
  return {
    ...parts,
    transform(probabilities) {
      if (probabilities.columns !== classes) {
        throw new MingaError('E_CALIBRATOR_INPUT', {
          found: `probabilities of ${probabilities.columns} classes`,
          expected: `${classes}, as in fitting`,
        });
      }
      checkProbabilities(probabilities);
      const calibrated = Matrix.zeros(probabilities.rows, classes);
      for (let i = 0; i < probabilities.rows; i++) row(probabilities.row(i), calibrated.row(i));
      return calibrated;
    },
  };
}

/** A learned array by name. @throws E_CALIBRATOR_INPUT where it is absent or of another length */
export function stateNamed(state: CalibratorState, name: string, length?: number): Float32Array {
  const array = state[name];
  const whole = array !== undefined && array.length > 0 && array.every(Number.isFinite);
  if (whole && (length === undefined || array.length === length)) return array;
  throw new MingaError('E_CALIBRATOR_INPUT', {
    found: `a saved calibrator with ${array === undefined ? 'no' : array.length} numbers as ${name}`,
    expected: `${length ?? 'some'} finite ones`,
  });
}
