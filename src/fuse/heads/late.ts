import { concat } from '../../graph/index.ts';
import { branches } from './branches.ts';
import type { HeadDesign } from './head-design.ts';

/** The paper's late fusion: a block of 64 for each modality, side by side, the output layer. */
export const late: HeadDesign = {
  modalities: ['image', 'text'],
  defaults: { hidden: 64, dropout: 0.2 },
  network: ({ image, text }, units, options) => ({
    inputs: { text, image },
    forward: (layers, inputs) => {
      const { text: t, image: i } = branches(layers, inputs, options);
      return layers.linear('output', concat([t, i], 1), units);
    },
  }),
};
