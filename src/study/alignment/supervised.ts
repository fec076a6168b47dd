import { columnMeans, type EmbeddingPair } from '../../align/index.ts';
import {
  type FittedHead,
  fittedHead,
  type HeadSettings,
  headDesign,
  headSettings,
  openTrainer,
  type TrainOptions,
} from '../../fuse/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { bestConvexFit } from '../convex-fit.ts';
import type { AlignedParts } from '../training.ts';
import {
  type AlignmentTask,
  dimensionsOf,
  type Outcome,
  scores,
  type TaskContext,
} from './outcome.ts';

/**
 * The successor's linear probe (`dsrestrepo/Embedding-Alignment`: AdamW, rate 3e-4, batch 512) after
 * ten epochs: still on its way, so that whatever makes it converge sooner helps it.
 */
export const underTraining = {
  optimizer: 'adamw',
  rate: 3e-4,
  batch: 512,
  epochs: 10,
  patience: 10,
} as const satisfies TrainOptions;

/** A linear head stopped long before its minimum. */
export const underTrained: AlignmentTask = async (rows, context) => {
  const { classWeights, beta } = context.plan.train;
  const options = { ...underTraining, classWeights, beta };
  const seeds = await steppedScores(headSettings('linear'), options, rows, context);
  return new Map([['under-trained probe', scores(seeds)]]);
};

/** The paper's early head, trained as the plan trains heads. */
export const mlp: AlignmentTask = async (rows, context) => {
  const seeds = await steppedScores(headSettings('early'), context.plan.train, rows, context);
  return new Map([['MLP head', scores(seeds)]]);
};

/**
 * A linear head at the minimum of its loss; the same head where one modality of the test rows is
 * missing, filled from the other modality's aligned vector or with the training rows' mean.
 */
export const probe: AlignmentTask = async (rows, context) => {
  const { plan, task, runtime, signal } = context;
  const settings = headSettings('linear');
  const dimensions = dimensionsOf(rows.train);
  const { fit } = await bestConvexFit(runtime, {
    network: headDesign(settings.name).network(dimensions, task.units, settings),
    task,
    train: rows.train,
    validation: rows.validation,
    C: plan.train.C,
    classWeights: plan.train.classWeights,
    beta: plan.train.beta,
    signal,
  });
  const head = fittedHead(settings, task, dimensions, fit.variables);
  const outcomes = new Map<string, Outcome>();
  for (const [name, pair] of testPairs(rows)) {
    outcomes.set(name, scores([await predictions(head, pair, context)]));
  }
  return outcomes;
};

/** The test rows whole, and with either modality filled in. */
function testPairs({ train, test }: AlignedParts): Map<string, EmbeddingPair> {
  const { image, text } = test;
  const pairs = new Map<string, EmbeddingPair>([
    ['converged probe', test],
    ['record missing, mean in its place', { image, text: meanRows(train.text, test.text.rows) }],
    ['image missing, mean in its place', { image: meanRows(train.image, test.image.rows), text }],
  ]);
  if (image.columns === text.columns) {
    pairs.set('record missing, filled from the image', { image, text: image });
    pairs.set('image missing, filled from the record', { image: text, text });
  }
  return pairs;
}

function meanRows(rows: Matrix, count: number): Matrix {
  const mean = columnMeans(rows);
  const filled = Matrix.zeros(count, rows.columns);
  for (let i = 0; i < count; i++) filled.row(i).set(mean);
  return filled;
}

async function steppedScores(
  head: HeadSettings,
  options: TrainOptions,
  rows: AlignedParts,
  context: TaskContext,
): Promise<Matrix[]> {
  const { plan, task, runtime, signal } = context;
  const dimensions = dimensionsOf(rows.train);
  const network = headDesign(head.name).network(dimensions, task.units, head);
  const trainer = await openTrainer(runtime, network, task, { ...options, threads: 1 });
  const found: Matrix[] = [];
  try {
    await trainer.load(rows.train, rows.validation);
    for (const seed of plan.train.seeds) {
      const { variables } = await trainer.fit({ seed, signal });
      const fitted = fittedHead(head, task, dimensions, variables);
      found.push(await predictions(fitted, rows.test, context));
    }
  } finally {
    await trainer.close();
  }
  return found;
}

/** A head's probabilities of rows, [n, C]. */
export async function predictions(
  head: FittedHead,
  pair: EmbeddingPair,
  { runtime }: Pick<TaskContext, 'runtime'>,
): Promise<Matrix> {
  const predictor = await head.open(runtime, { threads: 1 });
  try {
    return await predictor.predictProbabilities(pair);
  } finally {
    await predictor.close();
  }
}
