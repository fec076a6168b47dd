import { joined } from '../modalities.ts';
import { block } from './block.ts';
import type { HeadDesign } from './head-design.ts';

/** The paper's early fusion: text and image side by side, one block of 128, the output layer. */
export const early: HeadDesign = {
  modalities: ['image', 'text'],
  defaults: { hidden: 128, dropout: 0.2 },
  network: ({ image, text }, units, options) => ({
    inputs: { [joined]: text + image },
    forward: (layers, { [joined]: both }) =>
      layers.linear('output', block(layers, 'joined', both, options), units),
  }),
};

/** The linear probe on both modalities side by side. */
export const linear: HeadDesign = { ...early, defaults: { hidden: 0, dropout: 0 } };
