import { mul, slice, sub } from '../../graph/index.ts';
import type { HeadDesign, Modality } from './head-design.ts';
import { nearness, queryColumns, queryValue } from './query.ts';

/** The names of what the head keeps. */
export const prototypeNames = { rows: 'prototypes.rows', scale: 'prototypes.scale' } as const;

/**
 * The mean of each class's training rows stands for it (Snell et al. 2017, "Prototypical Networks"):
 * the logits are the nearness of a row to each, over a temperature that is fitted on validation rows.
 * Under `cosine` the rows are of unit length, and so are the means.
 */
export function prototypes(modalities: readonly Modality[]): HeadDesign {
  return {
    modalities,
    fitting: 'rows',
    defaults: { hidden: 0, dropout: 0 },
    choices: { metric: 'cosine' },
    network: (dimensions, units, { metric = 'cosine' }) => ({
      inputs: Object.fromEntries(modalities.map(modality => [modality, dimensions[modality]])),
      forward(layers, inputs) {
        const shape = [Math.max(2, units), queryColumns(modalities, dimensions)];
        const start = { kind: 'constant', value: 0 } as const;
        const rows = layers.parameter(prototypeNames.rows, shape, start);
        const scale = layers.parameter(prototypeNames.scale, [1], start);
        const logits = mul(nearness(queryValue(modalities, inputs, metric), rows, metric), scale);
        return units === 1 ? sub(slice(logits, 1, 1, 2), slice(logits, 1, 0, 1)) : logits;
      },
    }),
  };
}
