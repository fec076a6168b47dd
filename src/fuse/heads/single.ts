import { block } from './block.ts';
import type { HeadDesign, Modality } from './head-design.ts';

/**
 * One modality alone, what a fused head has to beat. Linear by default, as in
 * `dsrestrepo/embedding-vs-generative-fusion`; with `hidden` it has the capacity of `early`.
 */
export function single(modality: Modality): HeadDesign {
  return {
    modalities: [modality],
    defaults: { hidden: 0, dropout: 0.2 },
    network: (dimensions, units, options) => ({
      inputs: { [modality]: dimensions[modality] },
      forward: (layers, inputs) =>
        layers.linear('output', block(layers, modality, inputs[modality], options), units),
    }),
  };
}
