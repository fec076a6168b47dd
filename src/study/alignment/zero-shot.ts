import { type Aligner, unitRows } from '../../align/index.ts';
import type { Products } from '../../linear-algebra/index.ts';
import { Matrix } from '../../tensor/index.ts';
import { type AlignmentTask, type Prompts, scores } from './outcome.ts';

/** CLIP's learned temperature, at its bound. */
const temperature = 0.01;

/**
 * Images against sentences that name the classes: softmax(cos / 0.01) over each class's mean prompt.
 * No label is used but the classes' names. Two encoders that were not made as a pair share no space:
 * without a map that was fitted on pairs their cosines mean nothing.
 */
export const zeroShot: AlignmentTask = async ({ aligner, test }, { task, prompts, products }) => {
  if (prompts === null || test.image.columns !== test.text.columns) return new Map();
  const names = await classVectors(aligner, prompts, task.classes.length, products);
  const cosines = await products.multiply(test.image, names, 'second');
  return new Map([['zero-shot', scores([softmaxRows(cosines)])]]);
};

/** The mean of each class's aligned prompts, unit rows [C, d]. */
async function classVectors(
  aligner: Aligner,
  { vectors, classes }: Prompts,
  count: number,
  products: Products,
): Promise<Matrix> {
  const noImage = Matrix.zeros(vectors.rows, aligner.inputs.image);
  const { text } = await aligner.transform({ image: noImage, text: vectors }, products);
  const means = Matrix.zeros(count, text.columns);
  for (let i = 0; i < text.rows; i++) {
    const mean = means.row(classes[i]);
    text.row(i).forEach((value, j) => {
      mean[j] += value;
    });
  }
  return unitRows(means);
}

function softmaxRows(cosines: Matrix): Matrix {
  const probabilities = Matrix.zeros(cosines.rows, cosines.columns);
  for (let i = 0; i < cosines.rows; i++) {
    const row = cosines.row(i);
    const top = Math.max(...row);
    const raised = row.map(cosine => Math.exp((cosine - top) / temperature));
    const sum = raised.reduce((a, b) => a + b, 0);
    probabilities.row(i).set(raised.map(value => value / sum));
  }
  return probabilities;
}
