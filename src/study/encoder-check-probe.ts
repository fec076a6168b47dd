import { unitRows } from '../align/index.ts';
import {
  type ClassWeightRule,
  classificationTask,
  fittedHead,
  headDesign,
  headSettings,
} from '../fuse/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import { bestConvexFit } from './convex-fit.ts';

/** Vectors with the class of each row. */
export interface LabelledVectors {
  readonly vectors: Matrix;
  readonly labels: Int32Array;
}

export interface ProbeOptions {
  readonly classes: readonly string[];
  /** scikit-learn's inverse penalties, at least one. */
  readonly C: readonly number[];
  readonly classWeights: ClassWeightRule;
  readonly beta?: number;
  readonly signal?: AbortSignal;
}

/** A linear probe's answer on the rows that were held out. */
export interface ProbeOutcome {
  /** The penalty with the lowest loss on the rows held out. */
  readonly C: number;
  readonly converged: boolean;
  /** [held out, classes] */
  readonly probabilities: Matrix;
}

/**
 * Trains a linear probe on unit rows to the minimum of its loss, as a study trains a head of one
 * modality, and predicts the rows held out.
 *
 * @throws E_CLASS_EMPTY where a class has no training row; E_ABORTED where the signal aborts
 */
export async function linearProbe(
  runtime: Runtime,
  train: LabelledVectors,
  held: LabelledVectors,
  { classes, C, classWeights, beta, signal }: ProbeOptions,
): Promise<ProbeOutcome> {
  const task = classificationTask(classes);
  const settings = headSettings('image');
  const dimensions = { image: train.vectors.columns, text: 1 };
  const network = headDesign(settings.name).network(dimensions, task.units, settings);
  const [own, other] = [train, held].map(({ vectors, labels }) => ({
    image: unitRows(vectors),
    text: Matrix.zeros(vectors.rows, 1),
    labels,
  }));
  const job = { network, task, train: own, validation: other, C, classWeights, beta, signal };
  const best = await bestConvexFit(runtime, job);
  const head = fittedHead(settings, task, dimensions, best.fit.variables);
  const predictor = await head.open(runtime);
  try {
    const probabilities = await predictor.predictProbabilities(other);
    return { C: best.C, converged: best.fit.converged, probabilities };
  } finally {
    await predictor.close();
  }
}
