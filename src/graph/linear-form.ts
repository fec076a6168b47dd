import { MingaError } from '../errors/index.ts';
import { Graph } from './graph.ts';
import { type Layers, layersIn } from './layers.ts';
import type { Loss } from './loss.ts';
import { type Network, networkShape, rowInputs, rowOf } from './network.ts';
import type { Value } from './value.ts';

/** A network that is one linear layer of its inputs side by side: logits = [x₁ x₂ …]·Wᵀ + b. */
export interface LinearForm {
  /** In the order in which W has their columns. */
  readonly inputs: readonly { readonly name: string; readonly columns: number }[];
  /** Columns of the logits. */
  readonly units: number;
  /** What the network calls W [units, Σ columns] and b [units]. */
  readonly weight: string;
  readonly bias: string;
}

/**
 * Reads the linear form of a network off its own `forward`.
 *
 * @throws E_GRAPH where the network has any other layer or operator, reads an input twice or not at
 *   all, or has logits that do not fit the loss
 */
export function linearForm(network: Network, loss: Loss): LinearForm {
  const { declarations, thinnings, units } = networkShape(network);
  const graph = new Graph();
  const uses: { readonly x: Value; readonly logits: Value }[] = [];
  let terms = 0;
  const real = layersIn({
    training: false,
    variable: ({ name, shape }) => graph.input(`variable ${name}`, graph.float, shape),
    mask: ({ name }) => graph.input(`mask ${name}`, 'uint8', ['N', 1]),
    observe: () => undefined,
    auxiliary: () => undefined,
  });
  const layers: Layers = {
    ...real,
    linear(name, x, outputs) {
      const logits = real.linear(name, x, outputs);
      uses.push({ x, logits });
      return logits;
    },
    auxiliary: () => {
      terms += 1;
    },
  };
  const sources = rowInputs(graph, network, 'N', 'input ');
  const logits = network.forward(layers, sources);
  const parts = uses.length === 1 ? joinedIn(uses[0].x) : [];
  const names = Object.keys(network.inputs);
  const inputs = parts.flatMap(part =>
    names
      .filter(name => sources[name].name === part.name)
      .map(name => ({ name, columns: rowOf(network.inputs[name]).shape[0] })),
  );
  const [weight, bias, ...others] = declarations;
  const linear =
    uses.length === 1 &&
    uses[0].logits.name === logits.name &&
    others.length === 0 &&
    thinnings.length === 0 &&
    terms === 0 &&
    // Each part an input, each input once.
    inputs.length === parts.length &&
    inputs.length === names.length &&
    names.every(name => inputs.some(input => input.name === name));
  if (!linear) {
    const variables = declarations.map(({ name }) => name).join(', ');
    throw new MingaError('E_GRAPH', {
      found: `a network of ${variables}, which is more than one linear layer of its inputs`,
      expected: 'a head without a hidden block, dropout, normalisation or auxiliary loss',
      fix: 'set hidden to 0, or train it with another optimiser than L-BFGS',
    });
  }
  const fits =
    loss.kind === 'sigmoid' ? units === 1 : loss.kind === 'softmax' ? units > 1 : units > 0;
  if (!fits) {
    throw new MingaError('E_GRAPH', { found: `${units} logits under a ${loss.kind} loss` });
  }
  return { inputs, units, weight: weight.name, bias: bias.name };
}

/** The values that `x` is made of side by side; `x` itself where nothing was joined. */
function joinedIn(x: Value): readonly Value[] {
  const made = x.graph.tape.find(({ outputs }) => outputs.some(({ name }) => name === x.name));
  if (made?.operator.name !== 'Concat') return [x];
  return made.inputs.flatMap(joinedIn);
}
