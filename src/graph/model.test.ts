import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { headDesign } from '../fuse/index.ts';
import { openLocalSession } from '../runtime/index.ts';
import { Graph } from './graph.ts';
import { liveParts } from './live.ts';
import { encodeModel } from './model.ts';
import { add, cast, concat, dropout, exp, gemm, mul, relu, sqrt } from './operators/index.ts';
import { buildPrediction, logitReading } from './prediction.ts';
import { buildEpoch } from './training.ts';

const python = process.env.MINGA_PYTHON ?? '/opt/peer/venv/bin/python';
const withPython = existsSync(python);
if (!withPython) {
  console.warn(
    `no Python at ${python}: onnx.checker does not read the models; set MINGA_PYTHON to one with onnx`,
  );
}

const early = headDesign('early').network({ image: 6, text: 4 }, 3, { hidden: 8, dropout: 0.2 });
const late = headDesign('late').network({ image: 6, text: 4 }, 1, { hidden: 8, dropout: 0.2 });

/** Every kind of constant, attribute, dimension and name that a graph can hold. */
function mixture(): Uint8Array {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N', 2]);
  const kept = graph.input('kept', 'uint8', ['N', 2]);
  const w = graph.constant([1, -2, 0.5, 3, -4, 5], [2, 3]);
  const y = relu(gemm(dropout(x, kept, 0.5), w, { bias: graph.constant([0.1, 0.2, 0.3]) }));
  graph.output('y', add(concat([y, y], 1), 1));
  graph.output('wide', cast(y, 'float64'));
  graph.output('x again', x);
  graph.output('eight', graph.constant([2 ** 40, -1], [2], 'int64'));
  return encodeModel(graph);
}

const models: readonly (readonly [string, () => Uint8Array])[] = [
  ['a mixture', mixture],
  ['an epoch of early', () => buildEpoch(early, { batch: 4, loss: { kind: 'softmax' } }).model],
  ['an epoch of late', () => buildEpoch(late, { batch: 4, loss: { kind: 'sigmoid' } }).model],
  [
    'the prediction of early',
    () => buildPrediction(early, logitReading({ kind: 'softmax' })).model,
  ],
  ['the prediction of late', () => buildPrediction(late, logitReading({ kind: 'sigmoid' })).model],
];

describe('a written model', () => {
  test.each(models)('%s is loaded by the runtime', async (_, build) => {
    const session = await openLocalSession(build(), { threads: 1 });
    expect(session.inputs.length).toBeGreaterThan(0);
    await session.close();
  });

  test('says what its inputs and outputs are, and gives what its nodes say', async () => {
    const session = await openLocalSession(mixture(), { threads: 1 });
    expect(session.inputs).toEqual([
      { name: 'x', type: 'float32', shape: ['N', 2] },
      { name: 'kept', type: 'uint8', shape: ['N', 2] },
    ]);
    expect(session.outputs.map(({ name, type, shape }) => [name, type, shape])).toEqual([
      ['y', 'float32', ['N', 6]],
      ['wide', 'float64', ['N', 3]],
      ['x again', 'float32', ['N', 2]],
      ['eight', 'int64', [2]],
    ]);
    const outputs = await session.run({
      x: { type: 'float32', shape: [1, 2], data: Float32Array.of(1, -1) },
      kept: { type: 'uint8', shape: [1, 2], data: Uint8Array.of(1, 1) },
    });
    // x/0.5 = (2, −2); (2 − 6, −4 + 8, 1 − 10) + bias, the negative ones cut off.
    expect([...outputs.wide.data].map(Number)).toEqual([0, expect.closeTo(4.2, 6), 0]);
    expect([...outputs.y.data].map(Number)).toEqual(
      [1, 5.2, 1, 1, 5.2, 1].map(value => expect.closeTo(value, 6)),
    );
    expect([...outputs['x again'].data]).toEqual([1, -1]);
    expect([...outputs.eight.data]).toEqual([2n ** 40n, -1n]);
    await session.close();
  });

  test('holds attributes of floats and text', async () => {
    const graph = new Graph();
    const [floats] = graph.node('Constant', [], { value_floats: { floats: [1.5, -2] } }, [
      { type: 'float32', shape: [2] },
    ]);
    const x = graph.input('x', 'float32', [3]);
    const at = graph.constant([2, 2], [2], 'int64');
    const settings = { axis: { int: 0 }, reduction: { text: 'add' } };
    const [sum] = graph.node('ScatterElements', [x, at, floats], settings, [x]);
    graph.output('sum', sum);
    const session = await openLocalSession(encodeModel(graph), { threads: 1 });
    const outputs = await session.run({
      x: { type: 'float32', shape: [3], data: Float32Array.of(1, 2, 3) },
    });
    expect([...outputs.sum.data]).toEqual([1, 2, 2.5]);
    await session.close();
  });

  test('leaves out what no output depends on, inside loops too', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    const kept = mul(x, graph.constant([3, 4], [2]));
    const body = new Graph({ parent: graph });
    body.input('step', 'int64', []);
    const proceed = body.input('proceed', 'bool', []);
    const state = body.input('state', 'float32', [2]);
    exp(state);
    body.output('proceed.out', proceed);
    body.output('next', add(state, kept));
    sqrt(x);
    const [end] = graph.node(
      'Loop',
      [graph.constant(2, [], 'int64'), graph.constant([1], [], 'bool'), x],
      { body: { graph: body } },
      [x],
    );
    graph.output('y', end);
    expect(liveParts(graph).nodes.map(({ type }) => type)).toEqual(['Mul', 'Loop']);
    expect(liveParts(body).nodes.map(({ type }) => type)).toEqual(['Add']);
    expect(liveParts(graph).constants.length).toBe(3);
  });

  test('gives a value that is put out twice both names', async () => {
    const graph = new Graph();
    const y = mul(graph.input('x', 'float32', [1]), 2);
    graph.output('once', y);
    graph.output('twice', y);
    graph.output('more', add(y, 1));
    const session = await openLocalSession(encodeModel(graph), { threads: 1 });
    const x = { type: 'float32', shape: [1], data: Float32Array.of(3) } as const;
    const { once, twice, more } = await session.run({ x });
    expect([once, twice, more].map(({ data }) => Number(data[0]))).toEqual([6, 6, 7]);
    await session.close();
  });

  test('has the same bytes each time it is built', () => {
    for (const [, build] of models) expect(Buffer.compare(build(), build())).toBe(0);
  });

  test('refuses a sigmoid loss on several logits', () => {
    expect(() => buildEpoch(early, { batch: 4, loss: { kind: 'sigmoid' } })).toThrow(
      /3 logits under a sigmoid loss.*E_GRAPH/,
    );
  });
});

describe.skipIf(!withPython)('onnx.checker', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'minga-model-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('accepts every model, shapes inferred strictly, in its full check', async () => {
    const files = await Promise.all(
      models.map(async ([, build], i) => {
        const file = join(folder, `${i}.onnx`);
        await writeFile(file, build());
        return file;
      }),
    );
    const script = fileURLToPath(new URL('golden/check_models.py', import.meta.url));
    const { stdout } = await promisify(execFile)(python, [script, ...files]);
    expect(JSON.parse(stdout)).toEqual(
      models.map(() => ({ irVersion: 9, opset: 18, producer: 'minga' })),
    );
  });
});
