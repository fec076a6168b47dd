import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openLocalSession } from '../../runtime/index.ts';
import { Random } from '../../tensor/index.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import { importModel } from './import-model.ts';
import { readModel } from './read-model.ts';

const path = fileURLToPath(
  new URL('../../../../shared/models/mobilenetv2-int8/onnx/model_quantized.onnx', import.meta.url),
);
const present = existsSync(path);
if (!present) console.warn(`no ${path}: the real MobileNetV2 is not read`);

describe.skipIf(!present)('MobileNetV2 in eight bits', () => {
  test('is read and described', () => {
    const model = readModel(readFileSync(path), { name: 'mobilenetv2' });
    expect([model.irVersion, model.opset]).toEqual([8, 17]);
    expect(model.inputs).toEqual([
      { name: 'input', type: 'float32', shape: ['batch', 3, 224, 224] },
    ]);
    expect(model.outputs).toEqual([
      { name: '/Flatten_output_0', type: 'float32', shape: ['batch', 1280] },
    ]);
    expect(model.weights.size).toBe(440);
    expect(model.nodes.length).toBe(296);
  });

  test('imported as a frozen part, gives what the runtime makes of the file', async () => {
    const bytes = readFileSync(path);
    const model = readModel(bytes, { name: 'mobilenetv2' });
    const graph = new Graph();
    const input = graph.input('input', 'float32', ['N', 3, 224, 224]);
    const [features] = Object.values(importModel(model, graph, { input }));
    expect(features.shape).toEqual(['N', 1280]);
    graph.output('features', features);
    const random = new Random(0, 'picture');
    const data = Float32Array.from({ length: 3 * 224 * 224 }, () => 4 * random.uniform() - 2);
    const [ours, theirs] = await Promise.all(
      [encodeModel(graph), new Uint8Array(bytes)].map(async each => {
        const session = await openLocalSession(each, { threads: 1 });
        const outputs = await session.run({
          input: { type: 'float32', shape: [1, 3, 224, 224], data },
        });
        await session.close();
        return Array.from(Object.values(outputs)[0].data, Number);
      }),
    );
    expect(ours).toEqual(theirs);
  });
});
