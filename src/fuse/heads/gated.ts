import { add, concat, mul, slice, softmax } from '../../graph/index.ts';
import { block } from './block.ts';
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
      const branches = [
        block(layers, 'text', inputs.text, options),
        block(layers, 'image', inputs.image, options),
      ];
      const joined = layers.relu(layers.linear('gate.0', concat(branches, 1), options.hidden));
      const gate = softmax(layers.linear('gate.1', joined, branches.length));
      const [t, i] = branches.map((branch, at) => mul(branch, slice(gate, 1, at, at + 1)));
      return layers.linear('output', add(t, i), units);
    },
  }),
};
