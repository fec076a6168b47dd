import { epochNames } from './epoch-names.ts';
import { Graph } from './graph.ts';
import { encodeModel } from './model.ts';
import { type Network, type NetworkShape, networkShape, predict, rowInputs } from './network.ts';
import { concat, sigmoid, softmax, sub } from './operators/index.ts';
import type { Loss } from './training.ts';
import type { Value } from './value.ts';

/** Logits to probabilities [n, C]: softmax, or (1 − p, p) for one logit. */
export function probabilitiesOf(logits: Value, loss: Loss): Value {
  if (loss.kind === 'softmax') return softmax(logits);
  const positive = sigmoid(logits);
  return concat([sub(1, positive), positive], 1);
}

/**
 * The model that turns a network's matrices into `probabilities` [n, C], its variables being
 * inputs too (`variable.<name>`), so that one loaded model serves every fit of the same shape.
 */
export function buildPrediction(
  network: Network,
  loss: Loss,
): { model: Uint8Array; shape: NetworkShape } {
  const shape = networkShape(network);
  const graph = new Graph();
  const inputs = rowInputs(graph, network, 'N', '');
  const variables = new Map(
    shape.declarations.map(declaration => [
      declaration.name,
      graph.input(epochNames.variable(declaration.name), graph.float, declaration.shape),
    ]),
  );
  graph.output('probabilities', probabilitiesOf(predict(network, inputs, variables), loss));
  return { model: encodeModel(graph), shape };
}
