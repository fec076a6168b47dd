import { retrievalChances } from '../../align/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { AlignmentTask, Outcome } from './outcome.ts';

const places = [1, 5, 10] as const;

/** Each test row's chance to be found by its counterpart among all test rows, ties shared. */
export const retrieval: AlignmentTask = async ({ test: { image, text } }, { products }) => {
  if (image.columns !== text.columns) return new Map();
  const cosines = await products.multiply(image, text, 'second');
  const chances = retrievalChances(cosines);
  const outcomes = new Map<string, Outcome>();
  for (const k of places) {
    const { imageToText, textToImage } = chances(k);
    outcomes.set(`record of an image, recall@${k}`, share(imageToText));
    outcomes.set(`image of a record, recall@${k}`, share(textToImage));
  }
  return outcomes;
};

function share(values: Float64Array): Outcome {
  return { kind: 'share', values: new Matrix(1, values.length, Float32Array.from(values)) };
}
