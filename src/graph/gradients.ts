import { MingaError } from '../errors/index.ts';
import { add } from './operators/arithmetic.ts';
import type { Value } from './value.ts';

/**
 * The gradients of a scalar `loss` with respect to `parameters`, by reverse-mode differentiation
 * over the graph's tape (Griewank and Walther, "Evaluating Derivatives", chapter 3). They are added
 * to the same graph as further operators.
 *
 * @throws E_GRAPH where an operator on the way has no gradient, where the loss is not a scalar, or
 *   where a parameter has no influence on it
 * @example
 * const [dw] = gradients(loss, [w]);
 */
export function gradients(loss: Value, parameters: readonly Value[]): Value[] {
  if (loss.shape.length !== 0) {
    throw new MingaError('E_GRAPH', {
      found: `a loss of rank ${loss.shape.length}`,
      expected: 'a scalar',
    });
  }
  const { graph } = loss;
  const needed = dependents(loss, parameters);
  const known = new Map<string, Value>([[loss.name, graph.constant(1, [], loss.type)]]);
  for (const call of [...graph.tape].reverse()) {
    const outputGradients = call.outputs.map(({ name }) => known.get(name) ?? null);
    if (outputGradients.every(gradient => gradient === null)) continue;
    if (!call.inputs.some(({ name }) => needed.has(name))) continue;
    if (call.operator.gradient === null) {
      throw new MingaError('E_GRAPH', {
        found: `${call.operator.name} between the loss and a parameter`,
        expected: 'an operator with a gradient',
      });
    }
    const inputGradients = call.operator.gradient(call, outputGradients);
    // A rule may speak of optional inputs that this call does not have.
    call.inputs.forEach(({ name }, i) => {
      const gradient = inputGradients[i];
      if (gradient === null || !needed.has(name)) return;
      const sum = known.get(name);
      known.set(name, sum === undefined ? gradient : add(sum, gradient));
    });
  }
  return parameters.map(({ name }) => {
    const gradient = known.get(name);
    if (gradient === undefined) {
      throw new MingaError('E_GRAPH', { found: `a loss that does not depend on ${name}` });
    }
    return gradient;
  });
}

/** The names of all values that a parameter has influence on, parameters included. */
function dependents(loss: Value, parameters: readonly Value[]): Set<string> {
  const names = new Set(parameters.map(({ name }) => name));
  for (const { inputs, outputs } of loss.graph.tape) {
    if (inputs.some(({ name }) => names.has(name))) for (const { name } of outputs) names.add(name);
  }
  return names;
}
