import { mul } from '../../graph/index.ts';
import { checkPredictions } from '../predictions.ts';
import { type CalibratorDesign, calibratorOf } from './calibrator.ts';

/** Leaves probabilities as they are: what the other methods are measured against. */
export function noCalibration(): CalibratorDesign {
  const restore = (classes: number) =>
    calibratorOf({
      method: 'none',
      classes,
      state: {},
      row: (row, out) => out.set(row),
      // An ONNX graph cannot give an input as an output.
      write: probabilities => mul(probabilities, 1),
    });
  return {
    method: 'none',
    fit: (labels, probabilities) => restore(checkPredictions(labels, probabilities).classes),
    restore,
  };
}
