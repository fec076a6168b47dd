import type { CalibratorDesign, CalibratorMethod } from './calibrator.ts';
import { isotonic } from './isotonic.ts';
import { noCalibration } from './none.ts';
import { platt } from './platt.ts';
import { temperature } from './temperature.ts';

const designs: Readonly<Record<CalibratorMethod, () => CalibratorDesign>> = {
  none: noCalibration,
  temperature,
  platt,
  isotonic,
};

/** The design of a calibrator by its name. */
export function calibratorDesign(method: CalibratorMethod): CalibratorDesign {
  return designs[method]();
}
