import { concat } from '../../graph/index.ts';
import { block } from './block.ts';
import type { HeadDesign } from './head-design.ts';

/** The paper's late fusion: a block of 64 for each modality, side by side, the output layer. */
export const late: HeadDesign = {
  modalities: ['image', 'text'],
  defaults: { hidden: 64, dropout: 0.2 },
  network: ({ image, text }, units, options) => ({
    inputs: { text, image },
    forward: (layers, inputs) => {
      const branches = [
        block(layers, 'text', inputs.text, options),
        block(layers, 'image', inputs.image, options),
      ];
      return layers.linear('output', concat(branches, 1), units);
    },
  }),
};
