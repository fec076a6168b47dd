import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { openLocalSession, type RuntimeTensor } from '../../runtime/index.ts';
import { Random } from '../../tensor/index.ts';
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import type { Dimension, Value } from '../value.ts';
import { built, type CaseInput, type OperatorCase, type Precision, sizes } from './fixture/case.ts';
import { casesOf } from './fixture/cases.ts';
import {
  add,
  cumSum,
  mul,
  operatorFamilies,
  operators,
  reduceSum,
  reshape,
  sin,
  square,
} from './index.ts';
import { onesLike, reshapeLike } from './shape.ts';

describe('the operator table', () => {
  test('names each operator once', () => {
    expect(new Set(operators.map(({ name }) => name)).size).toBe(operators.length);
  });

  test.each(operatorFamilies)('$name: has a case for each operator and composition', family => {
    const covered = new Set(casesOf[family.name].map(({ operator }) => operator));
    const names = [
      ...family.operators.map(({ operator }) => operator.name),
      ...family.compositions.map(({ name }) => name),
    ];
    expect(names.filter(name => !covered.has(name))).toEqual([]);
  });

  test.each(operatorFamilies)('$name: says which nodes each operator becomes', family => {
    const written = family.operators.map(({ operator, nodes }) => [operator.name, nodes]);
    expect(written.map(([name]) => [name, nodesOf(`${name}`, casesOf[family.name])])).toEqual(
      written,
    );
  });

  test.each(operatorFamilies)('$name: says what each composition is made of', family => {
    for (const { name, operators: parts } of family.compositions) {
      const found = casesOf[family.name]
        .filter(({ operator }) => operator === name)
        .flatMap(each => built(each, 'float64').graph.tape.map(({ operator }) => operator.name));
      expect([name, [...new Set(found)].toSorted()]).toEqual([name, parts.toSorted()]);
    }
  });

  test.each(operatorFamilies)('$name: says which operators have a gradient', family => {
    for (const { operator, gradient } of family.operators) {
      const none = gradient.startsWith('none') && gradient !== 'none: flat';
      expect([operator.name, operator.gradient === null]).toEqual([operator.name, none]);
    }
  });
});

/** The kinds of node that an operator becomes in its cases, in a graph within theirs. */
function nodesOf(name: string, cases: readonly OperatorCase[]): string[] {
  const kinds = cases.flatMap(each => {
    const { graph } = built(each, 'float32');
    const calls = graph.tape.filter(({ operator }) => operator.name === name);
    return calls.flatMap(({ operator, inputs, attributes }) => {
      const before = graph.nodes.length;
      const inner = new Graph({ parent: graph });
      inner.call({ ...operator, gradient: null }, inputs, attributes);
      return [...inner.nodes, ...graph.nodes.slice(before)].map(({ type }) => type);
    });
  });
  return [...new Set(kinds)].toSorted();
}

// ONNX Runtime 1.30 has CPU kernels in double precision for all but Erf, Conv, ConvTranspose and
// AveragePool; a cast to float32 on the way leaves only single precision too. The mean and inverse
// deviation of LayerNormalization are single whatever its input is.
const steps: Readonly<Record<Precision, { readonly step: number; readonly tolerance: number }>> = {
  double: { step: 1e-5, tolerance: 1e-7 },
  mixed: { step: 1e-3, tolerance: 1e-3 },
  single: { step: 1e-2, tolerance: 2e-3 },
  quadratic: { step: 0.25, tolerance: 5e-4 },
};

describe.each(Object.values(casesOf).flat())('$operator $title', check => {
  const { step, tolerance } = steps[check.precision ?? 'double'];

  test('has the shape that its rule says and the gradients of finite differences', async () => {
    const { model, rule, learned, feeds } = caseModel(check);
    const session = await openLocalSession(model, { threads: 1 });
    const outputs = await session.run(feeds);
    expect(outputs.y.shape).toEqual(rule.map(sizeOf));

    for (const name of learned) {
      for (const [slope, of] of [
        [`d.${name}`, 'loss'],
        [`d2.${name}`, 'slopes'],
      ]) {
        const expected = await differences(session, feeds, name, step, of);
        const found = numbers(outputs[slope]);
        expect(found.length).toBe(expected.length);
        found.forEach((gradient, i) => {
          const error = Math.abs(gradient - expected[i]) / Math.max(1, Math.abs(expected[i]));
          expect(error, `${slope}[${i}]: ${gradient}, expected ${expected[i]}`).toBeLessThan(
            tolerance,
          );
        });
      }
    }
    await session.close();
  });
});

/**
 * The case's value, a loss that weighs its elements differently, the loss's gradients, a weighted
 * sum of these, and its gradients in turn. The loss is not linear in the value, so that a second
 * derivative is never 0 by itself.
 */
function caseModel(check: OperatorCase) {
  const float = runsInSingle(check) ? 'float32' : 'float64';
  const random = new Random(1, `${check.operator} ${check.title}`);
  const { graph, values, y } = built(check, float);
  const feeds: Record<string, RuntimeTensor> = {};
  for (const [name, input] of Object.entries(check.inputs)) {
    feeds[name] = tensor(values[name].type, input.shape.map(sizeOf), numbersOf(input, random));
  }
  const learned = Object.keys(check.inputs).filter(name => check.inputs[name].learned !== false);
  const parameters = learned.map(name => values[name]);

  const loss = weighted(add(y, mul(square(y), 0.5)), 0);
  const first = gradients(loss, parameters);
  const slopes = first.map((gradient, i) => weighted(gradient, i + 1)).reduce((a, b) => add(a, b));
  const second = gradients(slopes, parameters);
  graph.output('y', y);
  graph.output('loss', loss);
  graph.output('slopes', slopes);
  learned.forEach((name, i) => {
    expect(first[i].shape).toEqual(check.inputs[name].shape);
    graph.output(`d.${name}`, first[i]);
    graph.output(`d2.${name}`, second[i]);
  });
  return { model: encodeModel(graph), rule: y.shape, learned, feeds };
}

/** A sum whose weights differ from element to element and are the same in every run. */
function weighted(x: Value, phase: number): Value {
  const places = cumSum(reshape(onesLike(x), [-1]), 0);
  const weights = reshapeLike(add(sin(add(mul(places, 1.7), phase)), 1.5), x);
  const axes = x.shape.map((_, i) => i);
  const products = mul(x, weights);
  return axes.length === 0 ? products : reduceSum(products, axes);
}

async function differences(
  session: Awaited<ReturnType<typeof openLocalSession>>,
  feeds: Readonly<Record<string, RuntimeTensor>>,
  name: string,
  step: number,
  of: string,
): Promise<number[]> {
  const { type, shape } = feeds[name];
  const at = numbers(feeds[name]);
  const valueWith = async (i: number, offset: number) => {
    const moved = at.with(i, at[i] + offset);
    const fed = { ...feeds, [name]: tensor(type, shape, moved) };
    return numbers((await session.run(fed, { outputs: [of] }))[of])[0];
  };
  const slopes: number[] = [];
  for (let i = 0; i < at.length; i++) {
    slopes.push(((await valueWith(i, step)) - (await valueWith(i, -step))) / (2 * step));
  }
  return slopes;
}

/** A size as the cases run: derived ones are named by the arithmetic that makes them. */
function sizeOf(size: Dimension): number {
  if (typeof size === 'number') return size;
  return Number(runInNewContext(size, { ...sizes, floor: Math.floor }));
}

function runsInSingle({ operator, precision = 'double' }: OperatorCase): boolean {
  return operator !== 'Cast' && (precision === 'single' || precision === 'quadratic');
}

function numbersOf({ shape, range = [-2, 2], data }: CaseInput, random: Random): readonly number[] {
  const count = shape.map(sizeOf).reduce((a, b) => a * b, 1);
  const [low, high] = range;
  return data ?? Array.from({ length: count }, () => low + (high - low) * random.uniform());
}

function tensor(
  type: RuntimeTensor['type'],
  shape: readonly number[],
  data: readonly number[],
): RuntimeTensor {
  if (type === 'float64') return { type, shape, data: Float64Array.from(data) };
  if (type === 'float32') return { type, shape, data: Float32Array.from(data) };
  if (type === 'int64') return { type, shape, data: BigInt64Array.from(data, BigInt) };
  return { type: 'uint8', shape, data: Uint8Array.from(data) };
}

function numbers({ data }: RuntimeTensor): number[] {
  return Array.from(data, Number);
}
