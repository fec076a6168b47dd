import { describe, expect, test } from 'vitest';
import { networkShape } from '../graph/index.ts';
import { encodeSafetensors, type TensorData } from '../tensor/index.ts';
import {
  classificationTask,
  decodeHead,
  encodeHead,
  fittedHead,
  headDesign,
  headSettings,
} from './index.ts';
import { initialVariables } from './initial-state.ts';

const dimensions = { image: 3, text: 2 };
const settings = headSettings('early', { hidden: 4 });
const task = classificationTask(['ja', 'no', 'é']);
const variables = initialVariables(
  networkShape(headDesign('early').network(dimensions, task.units, settings)),
  0,
);

function saved(change: {
  readonly metadata?: Record<string, string>;
  readonly head?: Record<string, unknown>;
  readonly without?: string;
}): Uint8Array {
  const description = { settings, dimensions, classes: task.classes, ...change.head };
  const tensors = [...variables]
    .filter(([name]) => name !== change.without)
    .map(([name, data]): [string, TensorData] => [
      name,
      { dtype: 'F32', shape: [data.length], data },
    ]);
  const metadata = {
    format: 'minga-head-2',
    head: JSON.stringify(description),
    ...change.metadata,
  };
  return encodeSafetensors(tensors, metadata);
}

describe('a saved head', () => {
  test('loads back with its settings, classes, dimensions and variables', () => {
    const head = fittedHead(settings, task, dimensions, variables);
    const loaded = decodeHead(encodeHead(head));
    expect(loaded.settings).toEqual(settings);
    expect(loaded.task).toEqual(task);
    expect(loaded.dimensions).toEqual(dimensions);
    expect(loaded.parameters).toBe(head.parameters);
    // By name, not in the file's order.
    expect(new Map([...loaded.variables].sort())).toEqual(new Map([...variables].sort()));
    expect(encodeHead(decodeHead(saved({})))).toEqual(encodeHead(head));
  });

  test.each<[string, Parameters<typeof saved>[0]]>([
    ['another format', { metadata: { format: 'minga-aligner-1' } }],
    ['a description that is no JSON', { metadata: { head: '{' } }],
    ['a head that is unknown', { head: { settings: { ...settings, name: 'gated' } } }],
    ['settings without a number', { head: { settings: { name: 'early' } } }],
    ['no dimensions', { head: { dimensions: null } }],
    ['classes that are no names', { head: { classes: [1, 2] } }],
    ['a single class', { head: { classes: ['one'] } }],
    ['other classes than its variables', { head: { classes: ['a', 'b'] } }],
    ['other dimensions than its variables', { head: { dimensions: { image: 4, text: 2 } } }],
    ['a variable that is missing', { without: 'joined.norm.runningMean' }],
  ])('is refused with %s', (_, change) => {
    expect(() => decodeHead(saved(change))).toThrow(/E_HEAD_INPUT/);
  });

  test('is refused where it is no safetensors file', () => {
    expect(() => decodeHead(new Uint8Array(30))).toThrow(/E_SAFETENSORS/);
  });
});

test.each([0, 1])('a task of %i classes is refused', count => {
  expect(() => classificationTask(['one'].slice(0, count))).toThrow(/at least two.*E_HEAD_INPUT/);
});
