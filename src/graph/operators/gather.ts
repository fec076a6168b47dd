import { MingaError } from '../../errors/index.ts';
import { apply, type Operator, type OperatorEntry, primitive } from '../operator.ts';
import type { Dimension, Value } from '../value.ts';
import { intOf } from './attributes.ts';
import { axisWithin } from './axes.ts';
import { isFloat } from './elementwise.ts';
import { unsqueeze, zerosLike } from './shape.ts';
import { sizesOf } from './shape-vector.ts';

const choice = primitive(
  'Gather',
  ([x, indices], attributes) => {
    const axis = intOf(attributes, 'axis');
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
    return [{ type: x.type, shape }];
  },
  ({ inputs: [x, indices], attributes }, [g]) => [
    g && isFloat(x.type) ? scatterAdd(g, indices, x, intOf(attributes, 'axis')) : null,
    null,
  ],
);

// Of the runtime's three ways to add rows up, ScatterND loses additions to a repeated row when it
// has two threads, and the product with one-hot rows grows with the table; this one is exact.
const addition: Operator = {
  name: 'ScatterElements',
  build(graph, [updates, indices, reference], attributes) {
    const axis = intOf(attributes, 'axis');
    const rank = reference.shape.length;
    const rows = inRow(graph, updates, indices, reference, axis);
    const others = Array.from({ length: rank }, (_, i) => i).filter(i => i !== axis);
    const flat = flatIndices(indices);
    const aligned = others.length === 0 ? flat : unsqueeze(flat, others);
    const [places] = graph.node('Expand', [aligned, sizesOf(rows)], {}, [
      { type: indices.type, shape: rows.shape },
    ]);
    const zeros = zerosLike(reference);
    const settings = { axis: { int: axis }, reduction: { text: 'add' } };
    return graph.node('ScatterElements', [zeros, places, rows], settings, [
      { type: updates.type, shape: reference.shape },
    ]);
  },
  gradient: ({ inputs: [, indices], attributes }, [g]) => [
    g && gather(g, indices, intOf(attributes, 'axis')),
    null,
    null,
  ],
};

/** The axes that the indices put in place of `axis` made one again. */
function inRow(
  graph: Value['graph'],
  updates: Value,
  indices: Value,
  reference: Value,
  axis: number,
): Value {
  if (indices.shape.length === 1) return updates;
  const before = graph.constant(
    reference.shape.slice(0, axis).map(() => 0),
    [axis],
    'int64',
  );
  const count: Dimension = indices.shape.length === 0 ? 1 : `${indices.name} rows`;
  const shape = reference.shape.with(axis, count);
  const free = graph.constant([-1], [1], 'int64');
  const [after] = graph.node(
    'Slice',
    [
      sizesOf(reference),
      graph.constant([axis + 1], [1], 'int64'),
      graph.constant([shape.length], [1], 'int64'),
    ],
    {},
    [{ type: 'int64', shape: [shape.length - axis - 1] }],
  );
  const [sizes] = graph.node('Concat', [before, free, after], { axis: { int: 0 } }, [
    { type: 'int64', shape: [shape.length] },
  ]);
  return graph.node('Reshape', [updates, sizes], {}, [{ type: updates.type, shape }])[0];
}

function flatIndices(indices: Value): Value {
  if (indices.shape.length === 1) return indices;
  const { graph, name, type } = indices;
  const free = graph.constant([-1], [1], 'int64');
  const size = indices.shape.length === 0 ? 1 : `${name} rows`;
  return graph.node('Reshape', [indices, free], {}, [{ type, shape: [size] }])[0];
}

/**
 * The slices of `x` at `indices` along `axis`, as in an embedding table. Where an index is
 * repeated, its gradients add up.
 *
 * @param indices int64 or int32 of any shape, which takes the place of the axis; those below 0
 *   count from the end
 * @throws E_GRAPH where the indices are not integers, or `x` has no such axis
 * @example
 * const words = gather(table, tokens); // [V, 64] at [N, T]: [N, T, 64]
 */
export function gather(x: Value, indices: Value, axis = 0): Value {
  requireIndices('Gather', indices);
  return apply(choice, [x, indices], { axis: { int: axisWithin('Gather', x, axis) } })[0];
}

/**
 * Zeros in the shape of `reference` to which the slices of `updates` are added at `indices` along
 * `axis`: the gradient of `gather`.
 */
export function scatterAdd(updates: Value, indices: Value, reference: Value, axis = 0): Value {
  requireIndices('ScatterElements', indices);
  const counted = axisWithin('ScatterElements', reference, axis);
  return apply(addition, [updates, indices, reference], { axis: { int: counted } })[0];
}

function requireIndices(operator: string, { type }: Value): void {
  if (type === 'int64' || type === 'int32') return;
  throw new MingaError('E_GRAPH', {
    found: `${operator} with indices of ${type}`,
    expected: 'int64 or int32',
  });
}

export const gathering: readonly OperatorEntry[] = [
  {
    operator: choice,
    functions: ['gather'],
    nodes: ['Gather'],
    shape: 'the shape of the indices in place of the axis',
    gradient: 'yes: repeated indices add up',
  },
  {
    operator: addition,
    functions: ['scatterAdd'],
    nodes: ['Expand', 'ScatterElements', 'Shape', 'Unsqueeze'],
    shape: 'that of the reference',
    gradient: 'yes',
  },
];
