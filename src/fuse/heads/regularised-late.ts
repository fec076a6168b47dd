import { add, concat, minimum, mul, reduceMean, sub, type Value } from '../../graph/index.ts';
import { branches } from './branches.ts';
import type { HeadDesign } from './head-design.ts';

/** How much the classifiers of one modality weigh in the loss. */
const auxiliaryWeight = 0.01;

/**
 * Late fusion whose branches are classifiers too (`mcr_late` of
 * `dsrestrepo/embedding-vs-generative-fusion`). With CE_t and CE_i of a classifier on each branch,
 * the training loss is
 *
 *   CE + 0.01·(mean CE_t + mean CE_i) + mean relu(CE_row − min(CE_t, CE_i))
 *
 * the last two without class weights: fusion is asked to be no worse than the better modality, case
 * by case. The two classifiers are left out of prediction.
 */
export const regularisedLate: HeadDesign = {
  modalities: ['image', 'text'],
  defaults: { hidden: 128, dropout: 0.2 },
  network: ({ image, text }, units, options) => ({
    inputs: { text, image },
    forward: (layers, inputs) => {
      const { text: t, image: i } = branches(layers, inputs, options);
      const logits = layers.linear('output', concat([t, i], 1), units);
      layers.auxiliary(({ rowLosses }) => {
        const ofText = rowLosses(layers.linear('auxiliary.text', t, units));
        const ofImage = rowLosses(layers.linear('auxiliary.image', i, units));
        const worse = layers.relu(sub(rowLosses(logits), minimum(ofText, ofImage)));
        return add(mul(mean(add(ofText, ofImage)), auxiliaryWeight), mean(worse));
      });
      return logits;
    },
  }),
};

function mean(rows: Value): Value {
  return reduceMean(rows, [0]);
}
