import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { classificationTask, fitNetwork, networkModel } from '../../fuse/index.ts';
import { openLocalSession, openRuntime } from '../../runtime/index.ts';
import { Random } from '../../tensor/index.ts';
import { Graph } from '../graph.ts';
import { type Network, networkShape, parameterCount, predict, rowInputs } from '../network.ts';
import { cast, mul, sub } from '../operators/index.ts';
import { importModel } from './import-model.ts';
import { type PretrainedOptions, pretrained } from './pretrained.ts';
import { readModel } from './read-model.ts';

const python = process.env.MINGA_PYTHON ?? '/opt/peer/venv/bin/python';
const withPython = existsSync(python);
if (!withPython) {
  console.warn(
    `no Python at ${python}: onnx.checker does not read fine-tuned models; set MINGA_PYTHON to one with onnx`,
  );
}

const classes = 3;

function golden(name: string) {
  return readModel(readFileSync(new URL(`./golden/${name}.onnx`, import.meta.url)), { name });
}

/** A convolutional network that reads pixels, and a linear layer on top of it. */
function visionNetwork(options: PretrainedOptions): Network {
  const model = golden('convolutional');
  return {
    inputs: { image: { type: 'uint8', shape: [3, 14, 14] } },
    forward(layers, { image }) {
      const scaled = mul(sub(cast(image, 'float32'), 128), 1 / 32);
      const { features } = pretrained(layers, 'backbone', model, { image: scaled }, options);
      return layers.linear('output', features, classes);
    },
  };
}

function textNetwork(options: PretrainedOptions): Network {
  const model = golden('text-transformer');
  return {
    inputs: {
      ids: { type: 'int64', shape: [7] },
      attention_mask: { type: 'int64', shape: [7] },
    },
    forward(layers, inputs) {
      const { features } = pretrained(layers, 'text', model, inputs, options);
      return layers.linear('output', features, classes);
    },
  };
}

const trainable = (name: string) => name.startsWith('pointwise') || name.startsWith('bn');

describe('a pretrained part of a network', () => {
  test('has its chosen weights among the network’s, as the file has them', () => {
    const shape = networkShape(visionNetwork({ trainable }));
    expect(shape.declarations.map(({ name, role }) => [name, role])).toEqual([
      ['backbone.bn1.weight', 'parameter'],
      ['backbone.bn1.bias', 'parameter'],
      ['backbone.bn2.weight', 'parameter'],
      ['backbone.bn2.bias', 'parameter'],
      ['backbone.pointwise.weight', 'parameter'],
      ['backbone.pointwise.bias', 'parameter'],
      ['output.weight', 'parameter'],
      ['output.bias', 'parameter'],
    ]);
    expect(parameterCount(shape)).toBe(4 * 8 + 12 * 8 + 12 + 10 * classes + classes);
    const start = shape.declarations[0].initial;
    const stored = golden('convolutional').weights.get('bn1.weight');
    expect(start).toEqual({ kind: 'given', data: stored?.data });
  });

  test('is frozen where nothing is chosen', () => {
    const { declarations } = networkShape(visionNetwork({}));
    expect(declarations.map(({ name }) => name)).toEqual(['output.weight', 'output.bias']);
  });

  test('is refused where the choice fits no weight, with the names that there are', () => {
    const nothing = visionNetwork({ trainable: name => name.startsWith('layer4') });
    expect(() => networkShape(nothing)).toThrow(
      /no weight is trainable among stem\.weight, bn1\.weight.*do_constant_folding=False.*E_ONNX/,
    );
  });

  test('predicts as the import does', () => {
    const network = visionNetwork({});
    const graph = new Graph();
    const variables = new Map(
      networkShape(network).declarations.map(({ name, shape }) => [
        name,
        graph.input(name, 'float32', shape),
      ]),
    );
    expect(predict(network, rowInputs(graph, network, 'N', ''), variables).shape).toEqual([
      'N',
      classes,
    ]);
    const direct = importModel(golden('convolutional'), graph, {
      image: graph.input('direct', 'float32', ['N', 3, 14, 14]),
    });
    expect(direct.features.shape).toEqual(['N', 10]);
  });
});

/** Pictures whose class is the colour that is brightest in them. */
function pictures(count: number, seed: number) {
  const random = new Random(seed, 'pictures');
  const size = 3 * 14 * 14;
  const data = Uint8Array.from({ length: count * size }, () => 40 + 60 * random.uniform());
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes);
  labels.forEach((label, i) => {
    for (let pixel = 0; pixel < 196; pixel++) data[i * size + label * 196 + pixel] += 120;
  });
  return {
    inputs: { image: { type: 'uint8', shape: [count, 3, 14, 14], data } },
    labels,
  } as const;
}

/** Sentences whose class is the word that they begin with. */
function sentences(count: number, seed: number) {
  const random = new Random(seed, 'sentences');
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes);
  const ids = BigInt64Array.from({ length: count * 7 }, (_, i) => {
    const first = i % 7 === 0;
    return BigInt(first ? 1 + labels[i / 7] : 5 + Math.floor(18 * random.uniform()));
  });
  const mask = BigInt64Array.from({ length: count * 7 }, (_, i) => (i % 7 < 5 ? 1n : 0n));
  const shape = [count, 7];
  return {
    inputs: {
      ids: { type: 'int64', shape, data: ids },
      attention_mask: { type: 'int64', shape, data: mask },
    },
    labels,
  } as const;
}

const task = classificationTask(['a', 'b', 'c']);
const cases = [
  ['pictures', visionNetwork({ trainable: () => true }), pictures],
  ['sentences', textNetwork({ trainable: name => name.startsWith('layers.1.') }), sentences],
] as const;

describe('a network that is fine-tuned', () => {
  test.each(cases)(
    'on %s learns, and is written as one model that predicts alike',
    async (name, network, rows) => {
      const runtime = await openRuntime();
      try {
        const options = { seed: 0, rate: 0.01, epochs: 12, patience: 12, batch: 16, threads: 1 };
        const { fitted, fit } = await fitNetwork(
          runtime,
          network,
          task,
          rows(60, 1),
          rows(30, 2),
          options,
        );
        const losses = fit.history.map(({ validationLoss }) => validationLoss);
        expect(Math.min(...losses)).toBeLessThan(0.6 * losses[0]);

        const { inputs } = rows(9, 3);
        const predictor = await fitted.open(runtime);
        const expected = await predictor.predictProbabilities(inputs);
        await predictor.close();
        const bytes = networkModel(fitted);
        const session = await openLocalSession(bytes, { threads: 1 });
        const { probabilities } = await session.run(inputs);
        await session.close();
        expect([...probabilities.data].map(Number)).toEqual(
          [...expected.data].map(value => expect.closeTo(value, 6)),
        );
        if (withPython) await check(name, bytes);
      } finally {
        await runtime.close();
      }
    },
    60_000,
  );
});

/** Reads the model with the reference implementation; fails where onnx.checker does. */
async function check(name: string, bytes: Uint8Array): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'minga-foreign-'));
  try {
    const path = join(folder, `${name}.onnx`);
    await writeFile(path, bytes);
    const script = fileURLToPath(new URL('../golden/check_models.py', import.meta.url));
    await promisify(execFile)(python, [script, path]);
  } finally {
    await rm(folder, { recursive: true });
  }
}
