import { clip, concat, logSoftmax, type Network, type Value } from '../../graph/index.ts';
import type { HeadDesign, Modality } from './head-design.ts';
import { memberLayers } from './members.ts';
import { single } from './single.ts';

// ln 1e30: float32 tells no probability nearer to 0 or 1 apart.
const furthest = 69;

/**
 * What the second stage reads of a member's logits [n, units]: log-odds of the second of two classes,
 * log-probabilities of more; within ±69.
 */
export function memberScores(logits: Value, units: number): Value {
  return clip(units > 1 ? logSoftmax(logits) : logits, { min: -furthest, max: furthest });
}

/** A member by itself, telling its scores. */
export function scoringNetwork(own: Network, units: number): Network {
  return {
    inputs: own.inputs,
    forward: (layers, inputs) => memberScores(own.forward(layers, inputs), units),
  };
}

/** The second stage: one linear layer of the scores of both members, image before text. */
export function stackingNetwork(units: number): Network {
  return {
    inputs: { image: units, text: units },
    forward: (layers, { image, text }) => layers.linear('stack', concat([image, text], 1), units),
  };
}

/**
 * Stacked generalisation (Wolpert 1992): a logistic regression of the log-probabilities of the image
 * head and the text head. It is fitted on what heads say of training rows that they were not trained
 * on (`folds` of them, no group in two); `stackedFits` tells how.
 */
export const stacked: HeadDesign = {
  modalities: ['image', 'text'],
  fitting: 'stacked',
  defaults: { hidden: 0, dropout: 0.2 },
  choices: { folds: 5 },
  network: (dimensions, units, options) => ({
    inputs: { image: dimensions.image, text: dimensions.text },
    forward(layers, inputs) {
      const scores = (member: Modality) => {
        const own = single(member).network(dimensions, units, options);
        return scoringNetwork(own, units).forward(memberLayers(layers, member), inputs);
      };
      return stackingNetwork(units).forward(layers, {
        image: scores('image'),
        text: scores('text'),
      });
    },
  }),
};
