import { epochNames } from './epoch-names.ts';
import { Graph } from './graph.ts';
import type { Loss } from './loss.ts';
import { encodeModel } from './model.ts';
import { type Network, type NetworkShape, networkShape, predict, rowInputs } from './network.ts';
import { concat, sigmoid, softmax, sub } from './operators/index.ts';
import type { Value } from './value.ts';

/** How logits [n, units] are read, and what that is called as the output of a model. */
export interface Reading {
  readonly output: 'probabilities' | 'predictions';
  readonly of: (logits: Value) => Value;
}

/**
 * What logits say under a loss: probabilities [n, C] by softmax, (1 − p, p) of one logit, or of each
 * label by itself [n, C]; of numbers the logits themselves, as predictions [n, units].
 */
export function logitReading(loss: Loss): Reading {
  switch (loss.kind) {
    case 'softmax':
      return { output: 'probabilities', of: softmax };
    case 'sigmoid':
      return { output: 'probabilities', of: bothClasses };
    case 'multilabel':
      return { output: 'probabilities', of: sigmoid };
    default:
      return { output: 'predictions', of: logits => logits };
  }
}

function bothClasses(logits: Value): Value {
  const positive = sigmoid(logits);
  return concat([sub(1, positive), positive], 1);
}

/**
 * The model that turns a network's matrices into what its logits are read as, its variables being
 * inputs too (`variable.<name>`), so that one loaded model serves every fit of the same shape.
 */
export function buildPrediction(
  network: Network,
  { output, of }: Reading,
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
  graph.output(output, of(predict(network, inputs, variables)));
  return { model: encodeModel(graph), shape };
}
