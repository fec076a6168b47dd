import { add, concat, mul, slice, softmax } from '../../graph/index.ts';
import { branches } from './branches.ts';
import type { HeadDesign } from './head-design.ts';

/**
 * Gated fusion (`gated_attention` of `dsrestrepo/embedding-vs-generative-fusion`): a block for each
 * modality, and a gate that weighs the two for every case,
 *
 *   g = softmax(W₂·relu(W₁·[t, i])),  logits = W·(g₀·t + g₁·i) + b
 */
export const gated: HeadDesign = {
  modalities: ['image', 'text'],
  defaults: { hidden: 128, dropout: 0.2 },
  leastHidden: 1,
  network: ({ image, text }, units, options) => ({
    inputs: { text, image },
    forward: (layers, inputs) => {
      const { text: t, image: i } = branches(layers, inputs, options);
      const joined = layers.relu(layers.linear('gate.0', concat([t, i], 1), options.hidden));
      const gate = softmax(layers.linear('gate.1', joined, 2));
      const mixed = add(mul(t, slice(gate, 1, 0, 1)), mul(i, slice(gate, 1, 1, 2)));
      return layers.linear('output', mixed, units);
    },
  }),
};
