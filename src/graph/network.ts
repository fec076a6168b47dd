import { MingaError } from '../errors/index.ts';
import { Graph } from './graph.ts';
import {
  type Declaration,
  type Layers,
  layersIn,
  type Scope,
  type Thinning,
  variableNamed,
} from './layers.ts';
import { reduceSum } from './operators/index.ts';
import type { Value } from './value.ts';

/** One input of a network: columns of a float32 matrix, or any shape and type behind the rows. */
export type NetworkInput =
  | number
  | {
      /** float32 by default; pixels can stay uint8 and token ids are int64: the network casts. */
      readonly type?: 'float32' | 'int64' | 'uint8';
      /** Sizes of one row: [3, 224, 224] for a picture. */
      readonly shape: readonly number[];
    };

/**
 * A network from named inputs to logits [n, units]. `forward` is run once for each form that is
 * built, so it must do the same every time.
 *
 * @example
 * const probe: Network = {
 *   inputs: { image: 512 },
 *   forward: (layers, { image }) => layers.linear('output', image, 7),
 * };
 */
export interface Network {
  readonly inputs: Readonly<Record<string, NetworkInput>>;
  readonly forward: (layers: Layers, inputs: Readonly<Record<string, Value>>) => Value;
}

/** What a network keeps and needs, found by building it once. */
export interface NetworkShape {
  readonly declarations: readonly Declaration[];
  readonly thinnings: readonly Thinning[];
  /** Columns of the logits. */
  readonly units: number;
}

/** The type and the sizes of one row of a network's input. */
export function rowOf(input: NetworkInput) {
  return typeof input === 'number'
    ? ({ type: 'float32', shape: [input] } as const)
    : { type: input.type ?? ('float32' as const), shape: input.shape };
}

/** Builds the network once on a graph that is thrown away, and says what it asked for. */
export function networkShape(network: Network): NetworkShape {
  const graph = new Graph();
  const declarations: Declaration[] = [];
  const thinnings: Thinning[] = [];
  const scope: Scope = {
    training: true,
    variable(declaration) {
      if (declarations.some(({ name }) => name === declaration.name)) {
        throw new MingaError('E_GRAPH', { found: `two layers that declare ${declaration.name}` });
      }
      declarations.push(declaration);
      return graph.input(declaration.name, graph.float, declaration.shape);
    },
    mask(thinning) {
      thinnings.push(thinning);
      return graph.input(`mask ${thinning.name}`, 'uint8', ['N', thinning.features]);
    },
    observe: () => undefined,
    // Only its layers are of interest: any numbers of the right shape will do.
    auxiliary: term => {
      term({ rowLosses: logits => reduceSum(logits, [1]) });
    },
  };
  const logits = network.forward(layersIn(scope), rowInputs(graph, network, 'N', 'input '));
  const units = logits.shape[1];
  if (logits.shape.length !== 2 || typeof units !== 'number') {
    throw new MingaError('E_GRAPH', { found: 'a network whose logits are not a matrix' });
  }
  return { declarations, thinnings, units };
}

/** The network's inputs as inputs of `graph`, `rows` of each, their names behind `prefix`. */
export function rowInputs(graph: Graph, network: Network, rows: string, prefix: string) {
  return Object.fromEntries(
    Object.entries(network.inputs).map(([name, input]) => {
      const { type, shape } = rowOf(input);
      return [name, graph.input(`${prefix}${name}`, type, [rows, ...shape])];
    }),
  );
}

/** How many numbers are learned (running statistics do not count). */
export function parameterCount({ declarations }: NetworkShape): number {
  return declarations
    .filter(({ role }) => role === 'parameter')
    .reduce((total, { shape }) => total + sizeOf(shape), 0);
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Adds the prediction form of a network to the graph of its inputs; `variables` by name. */
export function predict(
  network: Network,
  inputs: Readonly<Record<string, Value>>,
  variables: ReadonlyMap<string, Value>,
): Value {
  const scope: Scope = {
    training: false,
    variable: ({ name }) => variableNamed(variables, name),
    mask: ({ name }) => {
      throw new MingaError('E_GRAPH', { found: `a dropout mask for ${name} in prediction` });
    },
    observe: () => undefined,
    auxiliary: () => undefined,
  };
  return network.forward(layersIn(scope), inputs);
}
