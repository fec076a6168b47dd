import type { EmbeddingPair } from '../../align/index.ts';
import { fittedHead, headDesign, headSettings } from '../../fuse/index.ts';
import { orthonormalBasis } from '../../linear-algebra/index.ts';
import { Matrix, Random } from '../../tensor/index.ts';
import { bestConvexFit } from '../convex-fit.ts';
import type { AlignedParts } from '../training.ts';
import { type AlignmentTask, type Outcome, scores, type TaskContext } from './outcome.ts';
import { predictions } from './supervised.ts';

/**
 * A linear head from a few labelled rows of each class, several draws of each number. The aligner
 * has seen all training rows, for it needs no label. The penalty is chosen on the validation rows,
 * as for a head of all rows: with one that is given, an aligner that only makes rows longer would
 * seem to help.
 */
export const fewShot: AlignmentTask = async (rows, context) => {
  const { shots, draws } = context;
  const outcomes = new Map<string, Outcome>();
  for (const count of shots) {
    const found: Matrix[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const chosen = drawShots(rows.train.labels, count, draw);
      found.push(await fittedTo(chosen, rows, context));
    }
    outcomes.set(`${count} a class`, scores(found));
  }
  return outcomes;
};

/**
 * The weights of a penalised linear head lie in what its training rows span, so the head is fitted
 * there: some ten coordinates in place of thousands, and the same minimum.
 */
async function fittedTo(
  chosen: Int32Array,
  { train, validation, test }: AlignedParts,
  context: TaskContext,
): Promise<Matrix> {
  const { plan, task, runtime, products, signal } = context;
  const few = sideBySide(train).take(chosen);
  const span = spanOf(few);
  const within = async (rows: Matrix): Promise<EmbeddingPair> => ({
    image: await products.multiply(rows, span, 'second'),
    text: Matrix.zeros(rows.rows, 1),
  });
  const settings = headSettings('image');
  const dimensions = { image: span.rows, text: 1 };
  const { fit } = await bestConvexFit(runtime, {
    network: headDesign(settings.name).network(dimensions, task.units, settings),
    task,
    train: { ...(await within(few)), labels: chosen.map(i => train.labels[i]) },
    validation: { ...(await within(sideBySide(validation))), labels: validation.labels },
    C: plan.train.C,
    classWeights: 'balanced',
    signal,
  });
  const head = fittedHead(settings, task, dimensions, fit.variables);
  return predictions(head, await within(sideBySide(test)), context);
}

/** Orthonormal rows [r, d] that span those of `few`. */
function spanOf(few: Matrix): Matrix {
  const rows = Array.from({ length: few.rows }, (_, i) => Float64Array.from(few.row(i)));
  return Matrix.fromRows(orthonormalBasis(rows));
}

/** Image and text of each row in one row. */
function sideBySide({ image, text }: EmbeddingPair): Matrix {
  const both = Matrix.zeros(image.rows, image.columns + text.columns);
  for (let i = 0; i < image.rows; i++) {
    both.row(i).set(image.row(i), 0);
    both.row(i).set(text.row(i), image.columns);
  }
  return both;
}

/** The same rows for every aligner: up to `count` of each class, by the draw's own seed. */
export function drawShots(labels: Int32Array, count: number, draw: number): Int32Array {
  const order = new Random(draw, 'few-shot').permutation(labels.length);
  const taken = new Map<number, number>();
  return order.filter(i => {
    const already = taken.get(labels[i]) ?? 0;
    if (already >= count) return false;
    taken.set(labels[i], already + 1);
    return true;
  });
}
