import { type LinearForm, objectiveNames } from '../graph/index.ts';
import type { Feeds, RuntimeTensor } from '../runtime/index.ts';
import { floats, targetTensor } from './epoch-runner.ts';
import type { LinearVariables } from './linear-coordinates.ts';
import { type Targets, targetCount } from './targets.ts';

/** What is learnt of each row, and its shares [N, 1], or [N, units] one for each label. */
export function labelFeeds(labels: Targets, shares: Float32Array): Feeds {
  const rows = targetCount(labels);
  return {
    [objectiveNames.labels]: targetTensor(labels),
    [objectiveNames.shares]: {
      type: 'float32',
      shape: [rows, shares.length / rows],
      data: shares,
    },
  };
}

/** The vectors as columns, those of each input apart. */
export function sketchFeeds(
  { inputs }: LinearForm,
  vectors: readonly Float64Array[],
  centre: Float32Array,
): Feeds {
  const feeds: Record<string, RuntimeTensor> = {
    [objectiveNames.sketchBias]: { type: 'float32', shape: [centre.length], data: centre },
  };
  let offset = 0;
  for (const { name, columns } of inputs) {
    const data = new Float32Array(columns * vectors.length);
    vectors.forEach((vector, k) => {
      for (let j = 0; j < columns; j++) data[j * vectors.length + k] = vector[offset + j];
    });
    const shape = [columns, vectors.length];
    feeds[objectiveNames.sketch(name)] = { type: 'float32', shape, data };
    offset += columns;
  }
  return feeds;
}

/** W's rows of each input apart, and b. */
export function variableFeeds(
  { inputs, units }: LinearForm,
  { weight, bias }: LinearVariables,
): Feeds {
  const feeds: Record<string, RuntimeTensor> = {
    [objectiveNames.bias]: { type: 'float32', shape: [units], data: bias },
  };
  let offset = 0;
  for (const { name, columns } of inputs) {
    const data = weight.slice(offset * units, (offset + columns) * units);
    feeds[objectiveNames.weight(name)] = { type: 'float32', shape: [columns, units], data };
    offset += columns;
  }
  return feeds;
}

/** The outputs of all inputs' rows, one under the other. */
export function joined(
  { inputs }: LinearForm,
  outputs: Readonly<Record<string, RuntimeTensor>>,
  nameOf: (name: string) => string,
): Float64Array {
  const parts = inputs.map(({ name }) => floats(outputs, nameOf(name)));
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
