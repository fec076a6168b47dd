import { add, log, mul, negate, sigmoid, softmax, sub, type Value } from '../../graph/index.ts';
import type { HeadDesign } from './head-design.ts';
import { memberLayers } from './members.ts';
import { single } from './single.ts';

/**
 * Fusion of decisions: the mean of the probabilities of the image head and the text head, each
 * trained by itself.
 */
export const average: HeadDesign = {
  modalities: ['image', 'text'],
  fitting: 'members',
  defaults: { hidden: 0, dropout: 0.2 },
  network: (dimensions, units, options) => ({
    inputs: { image: dimensions.image, text: dimensions.text },
    forward(layers, inputs) {
      const [i, t] = (['image', 'text'] as const).map(member => {
        const own = single(member).network(dimensions, units, options);
        return own.forward(memberLayers(layers, member), inputs);
      });
      const mean = (of: (logits: Value) => Value) => mul(add(of(i), of(t)), 0.5);
      if (units > 1) return log(mean(softmax));
      // 1 − p would lose all digits of a p near 1.
      return sub(log(mean(sigmoid)), log(mean(logits => sigmoid(negate(logits)))));
    },
  }),
};
