import { describe, expect, test } from 'vitest';
import {
  add,
  encodeModel,
  Graph,
  gradients,
  type Loss,
  networkShape,
  predict,
  type Value,
} from '../../graph/index.ts';
import { layersIn, variableNamed } from '../../graph/layers.ts';
import { lossOf, rowLosses } from '../../graph/loss.ts';
import { openLocalSession, type RuntimeTensor } from '../../runtime/index.ts';
import { classWeights } from '../class-weights.ts';
import goldens from '../golden/losses.json' with { type: 'json' };
import { classificationTask } from '../task.ts';
import { validationLoss } from '../validation-loss.ts';
import { headDesign, headNames, headSettings } from './index.ts';

const tasks = (classes: number, shape = {}) =>
  classificationTask(
    Array.from({ length: classes }, (_, k) => `class ${k}`),
    shape,
  );

function floats(data: readonly number[] | Float32Array, shape: readonly number[]): RuntimeTensor {
  return { type: 'float32', shape, data: Float32Array.from(data) };
}

function integers(data: readonly number[]): RuntimeTensor {
  return { type: 'int64', shape: [data.length], data: BigInt64Array.from(data, BigInt) };
}

async function run(graph: Graph, feeds: Record<string, RuntimeTensor>) {
  const session = await openLocalSession(encodeModel(graph), { threads: 1 });
  const outputs = await session.run(feeds);
  await session.close();
  return (name: string) => Array.from(outputs[name].data, Number);
}

/** Largest difference, in units of the largest number expected. */
function distance(found: readonly number[], expected: readonly number[]): number {
  const scale = Math.max(1e-3, ...expected.map(Math.abs));
  return Math.max(...found.map((x, i) => Math.abs(x - expected[i]))) / scale;
}

describe('focal and smoothed losses are PyTorch’s', () => {
  test.each(goldens.losses)(
    '$classes classes, gamma $focus, smoothing $smoothing',
    async golden => {
      const { focus, smoothing, labels, logits, weights } = golden;
      const { loss, units } = tasks(golden.classes, { focus, smoothing });
      const graph = new Graph();
      const z = graph.input('logits', 'float32', ['B', units]);
      const y = graph.input('labels', 'int64', ['B']);
      const value = lossOf(loss, z, y, graph.input('weights', 'float32', [units]), units);
      graph.output('loss', value);
      graph.output('gradient', gradients(value, [z])[0]);
      const found = await run(graph, {
        logits: floats(logits, [labels.length, units]),
        labels: integers(labels),
        weights: floats(weights, [units]),
      });
      expect(distance(found('loss'), [golden.loss])).toBeLessThan(1e-5);
      expect(distance(found('gradient'), golden.gradient)).toBeLessThan(1e-5);
      const onValidation = validationLoss(
        tasks(golden.classes, { focus, smoothing }),
        Float32Array.from(logits),
        Int32Array.from(labels),
        Float32Array.from(weights),
      );
      expect(distance([onValidation], [golden.loss])).toBeLessThan(1e-6);
    },
  );
  test('both at once are refused', () => {
    expect(() => tasks(3, { focus: 2, smoothing: 0.1 })).toThrow(/not both.*E_OPTION/s);
  });
});

describe('effective class weights are those of Cui et al.', () => {
  test.each(goldens.effective)('beta $beta, $counts rows', ({ counts, beta, weights }) => {
    const labels = Int32Array.from(counts.flatMap((n, k) => new Array<number>(n).fill(k)));
    const found = classWeights(tasks(counts.length), labels, 'effective', beta);
    const expected = counts.length === 2 ? [weights[1] / weights[0]] : weights;
    expect(distance([...found], expected)).toBeLessThan(1e-6);
  });
  test('a beta of 1 is refused', () => {
    expect(() => classWeights(tasks(2), Int32Array.of(0, 1), 'effective', 1)).toThrow(/E_OPTION/);
  });
});

/** One training step's loss and the slope of every parameter. */
function stepGraph(name: (typeof headNames)[number], loss: Loss, units: number) {
  const options = headSettings(name, { hidden: 5, dropout: 0 });
  const network = headDesign(name).network({ text: 3, image: 4 }, units, options);
  const { declarations } = networkShape(network);
  const learned = declarations.filter(({ role }) => role === 'parameter');
  const graph = new Graph();
  const variables = new Map(
    learned.map(each => [each.name, graph.input(each.name, graph.float, each.shape)]),
  );
  const labels = graph.input('labels', 'int64', ['B']);
  const terms: Value[] = [];
  const layers = layersIn({
    training: true,
    variable: each =>
      each.role === 'parameter' ? variableNamed(variables, each.name) : graph.constant([0]),
    mask: () => graph.constant([1]),
    observe: () => undefined,
    auxiliary: term => {
      terms.push(term({ rowLosses: z => rowLosses(loss, z, labels, units) }));
    },
  });
  const logits = network.forward(layers, {
    text: graph.input('x text', graph.float, ['B', 3]),
    image: graph.input('x image', graph.float, ['B', 4]),
  });
  const own = lossOf(loss, logits, labels, graph.input('weights', graph.float, [units]), units);
  const value = terms.reduce((sum, term) => add(sum, term), own);
  graph.output('loss', value);
  const slopes = gradients(value, [...variables.values()]);
  learned.forEach((each, i) => {
    graph.output(`slope ${each.name}`, slopes[i]);
  });
  return { graph, learned };
}

/** The weights that the golden does not hold. */
function wave(shape: readonly number[]): Float32Array {
  const length = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length }, (_, k) => 0.3 * Math.sin(k + 1));
}

describe('heads with auxiliary losses: loss and gradient are PyTorch’s', () => {
  test.each(goldens.heads)('$head of $classes classes', async golden => {
    const name = headNames.find(known => known === golden.head) ?? 'early';
    const { loss, units } = tasks(golden.classes);
    const { graph, learned } = stepGraph(name, loss, units);
    const rows = golden.labels.length;
    const given = new Map<string, number[]>(Object.entries(golden.variables));
    const feeds: Record<string, RuntimeTensor> = {
      'x text': floats(golden.text, [rows, 3]),
      'x image': floats(golden.image, [rows, 4]),
      labels: integers(golden.labels),
      weights: floats(golden.weights, [units]),
    };
    for (const { name: variable, shape } of learned) {
      feeds[variable] = floats(given.get(variable) ?? wave(shape), shape);
    }
    const found = await run(graph, feeds);
    expect(distance(found('loss'), [golden.loss])).toBeLessThan(1e-5);
    const slopes = new Map<string, number[]>(Object.entries(golden.gradients));
    expect([...slopes.keys()].sort()).toEqual(learned.map(each => each.name).sort());
    for (const [variable, expected] of slopes) {
      const slope = found(`slope ${variable}`);
      // Large ones are told by their product with the weights alone.
      const { data } = feeds[variable];
      const own = given.has(variable)
        ? slope
        : [slope.reduce((sum, g, k) => sum + g * Number(data[k]), 0)];
      expect(distance(own, expected), variable).toBeLessThan(2e-4);
    }
  });

  test('prediction does without the layers of auxiliary losses', () => {
    const design = headDesign('regularised-late');
    const network = design.network({ text: 3, image: 4 }, 3, headSettings('regularised-late'));
    const graph = new Graph();
    const { declarations } = networkShape(network);
    const variables = new Map(
      declarations
        .filter(({ name }) => !name.startsWith('auxiliary.'))
        .map(({ name, shape }) => [name, graph.input(name, graph.float, shape)]),
    );
    const inputs = {
      text: graph.input('x text', graph.float, ['N', 3]),
      image: graph.input('x image', graph.float, ['N', 4]),
    };
    expect(declarations.map(({ name }) => name)).toContain('auxiliary.text.weight');
    expect(predict(network, inputs, variables).shape).toEqual(['N', 3]);
  });
});
