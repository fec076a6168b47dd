import { type Declaration, epochNames, type NetworkShape } from '../graph/index.ts';
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
  const array = new Float32Array(shape.reduce((a, b) => a * b, 1));
  if (initial.kind === 'constant') return array.fill(initial.value);
  const random = new Random(seed, `initial ${name}`);
  const bound = 1 / Math.sqrt(initial.fanIn);
  for (let i = 0; i < array.length; i++) array[i] = (2 * random.uniform() - 1) * bound;
  return array;
}

/** Variables as the feeds of an epoch model, AdamW's moments at zero. */
export function stateFeeds(
  { declarations }: NetworkShape,
  variables: ReadonlyMap<string, Float32Array>,
): Record<string, RuntimeTensor> {
  const feeds: Record<string, RuntimeTensor> = {};
  for (const { name, shape, role } of declarations) {
    const data = variables.get(name) ?? new Float32Array();
    feeds[epochNames.variable(name)] = { type: 'float32', shape, data };
    if (role === 'statistic') continue;
    for (const moment of [epochNames.first(name), epochNames.second(name)]) {
      feeds[moment] = { type: 'float32', shape, data: new Float32Array(data.length) };
    }
  }
  return feeds;
}
