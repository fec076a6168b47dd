import {
  type Calibrator,
  type CalibratorChoice,
  calibratorDesign,
  chooseCalibrator,
} from '../../evaluate/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { seedMatrices } from '../figures.ts';
import type { Cell } from '../results.ts';

/** A cell's probabilities, one matrix a seed. */
export interface SeedParts {
  readonly validation: readonly Matrix[];
  readonly test: readonly Matrix[];
}

/** A cell before and after calibration on its validation rows. */
export interface CalibratedPredictions {
  readonly cell: Cell;
  readonly choice: CalibratorChoice;
  /** One for each seed. */
  readonly calibrators: readonly Calibrator[];
  readonly raw: SeedParts;
  readonly calibrated: SeedParts;
}

/** Fits each seed's calibrator on validation rows and applies it to them and to the test rows. */
export function calibrateCell(cell: Cell, grid: FinishedGrid): CalibratedPredictions {
  const raw = predictionsOf(cell, grid);
  const { labels, groups } = grid.rows.validation;
  const asked = grid.plan.evaluate.calibration;
  const choice: CalibratorChoice =
    asked === 'best'
      ? chooseCalibrator(labels, groups, raw.validation)
      : { method: asked, tried: [], folds: 0 };
  const design = calibratorDesign(choice.method);
  const calibrators = raw.validation.map(probabilities => design.fit(labels, probabilities));
  const through = (matrices: readonly Matrix[]) =>
    matrices.map((matrix, s) => calibrators[s].transform(matrix));
  return {
    cell,
    choice,
    calibrators,
    raw,
    calibrated: { validation: through(raw.validation), test: through(raw.test) },
  };
}

function predictionsOf(cell: Cell, { cells, finished }: FinishedGrid): SeedParts {
  const { trained } = finished[cells.indexOf(cell)];
  return {
    validation: seedMatrices(trained, 'validation'),
    test: seedMatrices(trained, 'test'),
  };
}
