import type { Graph } from '../graph.ts';
import { shapeError } from '../operator.ts';
import type { Shape, Value } from '../value.ts';

/** The sizes of `x` as the graph runs, int64 [rank]. */
export function sizesOf(x: Value): Value {
  return x.graph.node('Shape', [x], {}, [{ type: 'int64', shape: [x.shape.length] }])[0];
}

/**
 * A shape as an int64 vector for a node that takes one. Named sizes are read, as the graph runs,
 * from the first of `sources` that has them.
 *
 * @throws E_GRAPH where no source has a size of that name
 */
export function shapeVector(
  operator: string,
  graph: Graph,
  shape: Shape,
  sources: readonly Value[],
): Value {
  if (shape.every(size => typeof size === 'number')) {
    return graph.constant(shape.map(Number), [shape.length], 'int64');
  }
  const parts = shape.map(size => {
    if (typeof size === 'number') return graph.constant([size], [1], 'int64');
    const source = sources.find(each => each.shape.includes(size));
    if (source === undefined) {
      throw shapeError(operator, sources, `a size named ${size} among these, to take it from`);
    }
    const at = graph.constant([source.shape.indexOf(size)], [1], 'int64');
    return graph.node('Gather', [sizesOf(source), at], {}, [{ type: 'int64', shape: [1] }])[0];
  });
  if (parts.length === 1) return parts[0];
  const vector = { type: 'int64', shape: [shape.length] } as const;
  return graph.node('Concat', parts, { axis: { int: 0 } }, [vector])[0];
}
