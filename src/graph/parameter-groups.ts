import type { Declaration } from './layers.ts';
import { sizeOf } from './network.ts';
import type { Value } from './value.ts';

/**
 * Parameters that are updated as one array. A small one costs its optimiser as many operators as a
 * large one, and the time of each is then that of its start: all small ones go together.
 */
export interface ParameterGroup {
  readonly name: string;
  readonly members: readonly Declaration[];
  /** A single member's own shape, else the sum of all sizes. */
  readonly shape: readonly number[];
  /** False where weight decay passes its members over. */
  readonly decays: boolean;
}

/** Which parameters weight decay passes over: none, or biases, scales and shifts (rank 1). */
export type DecayExemption = 'none' | 'vectors';

const large = 4_096;

/** The groups of a network's parameters, in the order of their first members. */
export function parameterGroups(
  declarations: readonly Declaration[],
  exempt: DecayExemption,
): ParameterGroup[] {
  const groups = new Map<string, { members: Declaration[]; decays: boolean }>();
  for (const declaration of declarations) {
    if (declaration.role !== 'parameter') continue;
    const decays =
      declaration.decays !== false && (exempt === 'none' || declaration.shape.length > 1);
    const alone = sizeOf(declaration.shape) >= large;
    const name = alone ? declaration.name : decays ? 'small' : 'small, exempt';
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { members: [declaration], decays });
    else group.members.push(declaration);
  }
  return [...groups].map(([name, { members, decays }]) => ({
    name,
    members,
    shape:
      members.length === 1
        ? members[0].shape
        : [members.reduce((total, { shape }) => total + sizeOf(shape), 0)],
    decays,
  }));
}

/** One array of a group from those of its members. */
export function joinGroup({ members, shape }: ParameterGroup, values: readonly Value[]): Value {
  if (members.length === 1) return values[0];
  const { graph, type } = values[0];
  const flat = values.map((value, i) => {
    const size = sizeOf(members[i].shape);
    if (value.shape.length === 1) return value;
    return graph.node('Reshape', [value, graph.constant([size], [1], 'int64')], {}, [
      { type, shape: [size] },
    ])[0];
  });
  return graph.node('Concat', flat, { axis: { int: 0 } }, [{ type, shape }])[0];
}

/** The arrays of a group's members, in order. */
export function splitGroup({ members }: ParameterGroup, joined: Value): readonly Value[] {
  if (members.length === 1) return [joined];
  const { graph, type } = joined;
  const sizes = members.map(({ shape }) => sizeOf(shape));
  const pieces = graph.node(
    'Split',
    [joined, graph.constant(sizes, [sizes.length], 'int64')],
    { axis: { int: 0 } },
    sizes.map(size => ({ type, shape: [size] })),
  );
  return members.map(({ shape }, i) => {
    if (shape.length === 1) return pieces[i];
    const to = graph.constant(shape, [shape.length], 'int64');
    return graph.node('Reshape', [pieces[i], to], {}, [{ type, shape }])[0];
  });
}
