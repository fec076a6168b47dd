import { concat } from '../../graph/index.ts';
import { block } from './block.ts';
import type { HeadDesign } from './head-design.ts';

/** The paper's early fusion: text and image side by side, one block of 128, the output layer. */
export const early: HeadDesign = {
  modalities: ['image', 'text'],
  defaults: { hidden: 128, dropout: 0.2 },
  network: ({ image, text }, units, options) => ({
    inputs: { text, image },
    forward: (layers, inputs) => {
      const joined = concat([inputs.text, inputs.image], 1);
      return layers.linear('output', block(layers, 'joined', joined, options), units);
    },
  }),
};

/** The linear probe on both modalities side by side. */
export const linear: HeadDesign = { ...early, defaults: { hidden: 0, dropout: 0 } };
