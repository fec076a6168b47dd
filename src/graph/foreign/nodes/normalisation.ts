import {
  abs,
  batchNorm,
  div,
  flatten,
  instanceNormalization,
  layerNormalization,
  logSoftmax,
  reduceL2,
  reduceSum,
  softmax,
} from '../../operators/index.ts';
import { reshapeLike } from '../../operators/shape.ts';
import type { Value } from '../../value.ts';
import type { NodeImporter, Site } from '../site.ts';

const epsilon = 1e-5;
/** From this opset on softmax goes over one axis; before, over all from the axis on. */
const oneAxis = 13;

function normalised(rule: (x: Value, axis: number) => Value): NodeImporter {
  return site => {
    const x = site.value(0);
    const rank = x.shape.length;
    const given = site.number('axis', site.opset < oneAxis ? 1 : -1);
    const axis = given < 0 ? given + rank : given;
    const trailing = x.shape.slice(axis + 1).some(size => size !== 1);
    if (site.opset >= oneAxis || !trailing) return [rule(x, axis)];
    return [reshapeLike(rule(flatten(x, axis), 1), x)];
  };
}

function epsilonOf(site: Site) {
  return { epsilon: site.number('epsilon', epsilon) };
}

/** Normalisations. Batch normalisation has its inference form: its statistics are the file's. */
export const normalisationNodes: Readonly<Record<string, NodeImporter>> = {
  Softmax: normalised(softmax),
  LogSoftmax: normalised(logSoftmax),
  BatchNormalization(site) {
    if (site.number('training_mode', 0) === 1) {
      throw site.refusal(
        'its training form',
        'its inference form',
        'call model.eval() before you export',
      );
    }
    const [x, scale, shift, mean, variance] = [0, 1, 2, 3, 4].map(site.value);
    return [batchNorm(x, scale, shift, mean, variance, epsilonOf(site))];
  },
  LayerNormalization(site) {
    const shift = site.has(2) ? site.value(2) : null;
    const options = { axis: site.number('axis', -1), ...epsilonOf(site) };
    return [layerNormalization(site.value(0), site.value(1), shift, options)];
  },
  InstanceNormalization(site) {
    const [x, scale, shift] = [0, 1, 2].map(site.value);
    return [instanceNormalization(x, scale, shift, epsilonOf(site))];
  },
  LpNormalization(site) {
    const x = site.value(0);
    const axes = [site.number('axis', -1)];
    const norm =
      site.number('p', 2) === 1 ? reduceSum(abs(x), axes, true) : reduceL2(x, axes, true);
    return [div(x, norm)];
  },
};
