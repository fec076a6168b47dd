/**
 * Calibration: knows how far probabilities mean what they say, and the calibrators that are fitted on
 * validation rows to make them mean it: plain arrays that save, load and write themselves as ONNX. It
 * knows nothing of heads, studies or test rows.
 */
export {
  type Calibrator,
  type CalibratorDesign,
  type CalibratorMethod,
  type CalibratorState,
  calibratorMethods,
} from './calibrator.ts';
export {
  type CalibratorChoice,
  chooseCalibrator,
  type TriedMethod,
} from './cross-validated-loss.ts';
export { calibratorDesign } from './design.ts';
export { groupFolds } from './group-folds.ts';
export { isotonic } from './isotonic.ts';
export { noCalibration } from './none.ts';
export { platt } from './platt.ts';
export {
  type BinSums,
  type ReliabilityBin,
  type ReliabilityRows,
  reliability,
  reliabilityBins,
  reliabilityRows,
  sumBins,
} from './reliability.ts';
export { type CalibrationScorer, calibrationFigures, calibrationScorer } from './row-scores.ts';
export { calibratorModel, decodeCalibrator, encodeCalibrator } from './serialisation.ts';
export { temperature } from './temperature.ts';
