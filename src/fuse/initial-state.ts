import { type Declaration, epochNames, type NetworkShape, type Optimiser } from '../graph/index.ts';
import type { RuntimeTensor } from '../runtime/index.ts';
import { Random } from '../tensor/index.ts';

/** The arrays that a fit starts from, each drawn from a stream of its own under `seed`. */
export function initialVariables(
  { declarations }: NetworkShape,
  seed: number,
): Map<string, Float32Array> {
  return new Map(
    declarations.map(declaration => [declaration.name, initialArray(declaration, seed)]),
  );
}

function initialArray({ name, shape, initial }: Declaration, seed: number): Float32Array {
  if (initial.kind === 'given') return initial.data.slice();
  const array = new Float32Array(shape.reduce((a, b) => a * b, 1));
  if (initial.kind === 'constant') return array.fill(initial.value);
  const random = new Random(seed, `initial ${name}`);
  if (initial.kind === 'normal') return array.map(() => initial.deviation * random.normal());
  const bound = 1 / Math.sqrt(initial.fanIn);
  return array.map(() => (2 * random.uniform() - 1) * bound);
}

/** Variables as the feeds of an epoch model, the optimiser's moments at zero. */
export function stateFeeds(
  { declarations }: NetworkShape,
  { moments }: Optimiser,
  variables: ReadonlyMap<string, Float32Array>,
): Record<string, RuntimeTensor> {
  const feeds: Record<string, RuntimeTensor> = {};
  for (const { name, shape, role } of declarations) {
    const data = variables.get(name) ?? new Float32Array();
    feeds[epochNames.variable(name)] = { type: 'float32', shape, data };
    if (role === 'statistic') continue;
    for (const moment of moments) {
      const zeros = new Float32Array(data.length);
      feeds[epochNames.moment(moment, name)] = { type: 'float32', shape, data: zeros };
    }
  }
  return feeds;
}
