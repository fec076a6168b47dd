import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classificationTask, fitNetwork, headSettings } from '../../../fuse/index.ts';
import { epochNames } from '../../../graph/epoch-names.ts';
import { type TestModel, testModel } from '../../../graph/foreign/fixture/test-model.ts';
import { buildPrediction, type Network, readModel } from '../../../graph/index.ts';
import { openRuntime, type Runtime } from '../../../runtime/index.ts';
import { Random } from '../../../tensor/index.ts';
import { fineTunedNetwork } from '../fine-tuned-network.ts';
import { baselinesSchema, plannedBaselines } from '../plan-schema.ts';
import { givenEncoder, readGivenModel } from './index.ts';

const path = fileURLToPath(
  new URL('../../../graph/foreign/golden/convolutional.onnx', import.meta.url),
);
const rows = 8;
const plane = 14 * 14;
const random = new Random(0, 'given');
const bytes = Uint8Array.from({ length: rows * 3 * plane }, () => random.below(256));
const pixels = { type: 'uint8', shape: [rows, 3, 14, 14], data: bytes } as const;

let runtime: Runtime;
let folder: string;
beforeAll(() => {
  runtime = openRuntime();
  folder = mkdtempSync(join(tmpdir(), 'minga-given-'));
});
afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true, force: true });
});

function written(name: string, model: TestModel): string {
  const file = join(folder, `${name}.onnx`);
  const inputs = { image: ['N', 3, 4, 4] };
  writeFileSync(file, testModel({ inputs, outputs: ['y'], ...model }));
  return file;
}

describe('a given model', () => {
  test('makes of bytes what the runtime makes of the file and normalised numbers', async () => {
    const encoder = givenEncoder(await readGivenModel(path, undefined));
    expect(encoder.width).toBe(10);
    const network: Network = {
      inputs: { pixels: { type: 'uint8', shape: [3, 14, 14] } },
      forward: (layers, inputs) => encoder.vectors(layers, inputs.pixels),
    };
    const { model, shape } = buildPrediction(network, { output: 'predictions', of: x => x });
    const weights = readModel(readFileSync(path)).weights;
    const session = await runtime.open(model);
    await session.hold(
      Object.fromEntries(
        shape.declarations.map(({ name, shape: size }) => {
          const { data } = weights.get(name.slice('image.'.length)) ?? {};
          return [
            epochNames.variable(name),
            { type: 'float32', shape: size, data: Float32Array.from(data ?? [], Number) },
          ];
        }),
      ),
    );
    const ours = (await session.run({ pixels })).predictions;
    await session.close();
    const [mean, deviation] = [
      [0.485, 0.456, 0.406],
      [0.229, 0.224, 0.225],
    ];
    const data = Float32Array.from(bytes, (value, i) => {
      const channel = Math.floor(i / plane) % 3;
      return (value / 255 - mean[channel]) / deviation[channel];
    });
    const original = await runtime.open(path);
    const feeds = { image: { type: 'float32', shape: [rows, 3, 14, 14], data } } as const;
    const [theirs] = Object.values(await original.run(feeds));
    await original.close();
    Array.from(ours.data, Number).forEach((value, k) => {
      expect(value).toBeCloseTo(Number(theirs.data[k]), 4);
    });
  });

  test('is trained with the text transformer and the head; running statistics stay', async () => {
    const entry = { image: path, width: 8, heads: 2, depth: 1, words: 4 };
    const parsed = baselinesSchema.parse([{ 'fine-tuned': entry }]);
    const [way] = plannedBaselines(parsed, { epochs: 2, patience: 2 }).ways;
    if (way.kind !== 'fine-tuned') throw new Error('another way');
    const given = await readGivenModel(path, undefined);
    const { network, settings } = fineTunedNetwork(way, given, 9, headSettings('early'), 3);
    expect(settings.batchNormalisation).toMatch(/2 layers; running statistics frozen/);
    const data = BigInt64Array.from({ length: rows * 4 }, (_, i) => BigInt(i % 9));
    const inputs = { pixels, words: { type: 'int64', shape: [rows, 4], data } as const };
    const set = { inputs, labels: Int32Array.from({ length: rows }, (_, i) => i % 3) };
    const task = classificationTask(['a', 'b', 'c']);
    // Windows, as in a study: their runs judge no rows, so the model sees none.
    const options = { seed: 0, epochs: 2, batch: 4, window: 4, rereads: true, judged: 3 };
    const { fit } = await fitNetwork(runtime, network, task, set, set, options);
    expect(fit.bestEpoch).toBeGreaterThan(0);
    const names = [...fit.variables.keys()];
    expect(names.filter(name => /^image.*running/.test(name))).toEqual([]);
    for (const name of ['stem.weight', 'bn1.weight', 'fc.weight']) {
      expect(fit.variables.get(`image.${name}`)).not.toEqual(given.model.weights.get(name)?.data);
    }
  });

  test.each<[string, TestModel, RegExp]>([
    [
      'quantised weights, with the script that undoes it',
      { nodes: [{ operator: 'DequantizeLinear', inputs: ['image', 's'], outputs: ['y'] }] },
      /quantised weights \(DequantizeLinear; 1 nodes\).*dequantise-model\.py.*E_MODEL/s,
    ],
    [
      'an operator that is not known, by its name',
      { nodes: [{ operator: 'NonZero', inputs: ['image'], outputs: ['y'] }] },
      /unsupported operator: .*NonZero.*E_ONNX/s,
    ],
    [
      'a fixed batch',
      {
        inputs: { image: [1, 3, 4, 4] },
        nodes: [{ operator: 'Relu', inputs: ['image'], outputs: ['y'] }],
      },
      /a batch of 1.*E_MODEL/s,
    ],
  ])('is refused for %s', async (name, model, message) => {
    const file = written(name.slice(0, 5), model);
    const reading = readGivenModel(file, undefined).then(givenEncoder);
    await expect(reading).rejects.toThrow(message);
  });

  test('is refused where the plan asks for another size than its own', async () => {
    await expect(readGivenModel(path, 32)).rejects.toThrow(/14 × 14.*E_OPTION/s);
  });
});
