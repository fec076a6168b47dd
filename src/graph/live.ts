import type { Constant, Graph, Node } from './graph.ts';

/** What a graph's outputs depend on. */
export interface LiveParts {
  readonly nodes: readonly Node[];
  readonly constants: readonly Constant[];
}

/**
 * The nodes and constants that a graph's outputs depend on. Gradient rules also write what nobody
 * asks for (the slope of a first layer in its data), and the runtime computes all that it is given.
 */
export function liveParts(graph: Graph): LiveParts {
  const needed = new Set(graph.outputs.map(({ value }) => value.name));
  const nodes = graph.nodes
    .toReversed()
    .filter(node => {
      const live = node.outputs.some(({ name }) => needed.has(name));
      if (live) for (const name of namesReadBy(node)) needed.add(name);
      return live;
    })
    .toReversed();
  return { nodes, constants: graph.constants.filter(({ value }) => needed.has(value.name)) };
}

/** A node's inputs and, where it holds a graph, what that graph reads of those around it. */
function namesReadBy(node: Node): string[] {
  const own = node.inputs.map(({ name }) => name);
  const inner = Object.values(node.attributes).flatMap(attribute => {
    if (!('graph' in attribute)) return [];
    const { graph } = attribute;
    const results = graph.outputs.map(({ value }) => value.name);
    return [...liveParts(graph).nodes.flatMap(namesReadBy), ...results];
  });
  return [...own, ...inner];
}
