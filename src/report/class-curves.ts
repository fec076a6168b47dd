import { auroc, perClassAuroc, type RocCurve, rocCurve } from '../evaluate/index.ts';
import { macroCurve } from './macro-curve.ts';
import { meanProbabilities } from './mean-probabilities.ts';
import type { CellPredictions } from './run.ts';

type Line = Pick<RocCurve, 'fpr' | 'tpr'>;

/** The ROC curves of one cell on the test rows, of the mean over its seeds. */
export interface ClassCurves {
  /** In the order of the classes; without points where a class is missing. */
  readonly classes: readonly Line[];
  readonly areas: Float64Array;
  readonly macro: Line;
  readonly macroArea: number;
}

export function classCurves(labels: Int32Array, { test }: CellPredictions): ClassCurves {
  const probabilities = meanProbabilities(test);
  const classes = Array.from({ length: probabilities.columns }, (_, c) =>
    rocCurve(labels, probabilities, c),
  );
  return {
    classes,
    areas: perClassAuroc(labels, probabilities),
    macro: macroCurve(classes),
    macroArea: auroc(labels, probabilities),
  };
}
