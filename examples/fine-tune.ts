/**
 * Fine-tunes a small vision transformer that PyTorch exported, on pictures drawn here, and writes
 * the result as one .onnx file.
 *
 *     npx tsx examples/fine-tune.ts [OUT.onnx]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { classificationTask, fitNetwork, networkModel } from '../src/fuse/index.ts';
import { type Network, pretrained, readModel } from '../src/graph/index.ts';
import { openRuntime, openSession, type RuntimeTensor } from '../src/runtime/index.ts';
import { Random } from '../src/tensor/index.ts';

const out = process.argv[2] ?? 'fine-tuned.onnx';
const file = new URL('../src/graph/foreign/golden/vision-transformer.onnx', import.meta.url);
const model = readModel(await readFile(file), { name: 'vision-transformer.onnx' });
for (const { name, type, shape } of model.inputs) console.log(`takes ${name}: ${type} [${shape}]`);
for (const { name, type, shape } of model.outputs) console.log(`gives ${name}: ${type} [${shape}]`);
for (const { name, shape, readers } of [...model.weights.values()].slice(-4)) {
  console.log(`weight ${name} [${shape}], read by ${readers.join(', ')}`);
}

const classes = ['red', 'green', 'blue'];
const trainable = (name: string) => name.startsWith('blocks.1.') || name.startsWith('norm.');
const network: Network = {
  inputs: { image: { shape: [3, 8, 8] } },
  forward(layers, { image }) {
    const { features } = pretrained(layers, 'backbone', model, { image }, { trainable });
    return layers.linear('output', features, classes.length);
  },
};

/** Noise in which the colour of the class is a little brighter. */
function pictures(count: number, stream: string) {
  const random = new Random(0, stream);
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes.length);
  const data = Float32Array.from({ length: count * 192 }, (_, i) => {
    const channel = Math.floor(i / 64) % 3;
    return random.normal() + (labels[Math.floor(i / 192)] === channel ? 0.5 : 0);
  });
  const image: RuntimeTensor = { type: 'float32', shape: [count, 3, 8, 8], data };
  return { inputs: { image }, labels };
}

const runtime = openRuntime();
const { fitted } = await fitNetwork(
  runtime,
  network,
  classificationTask(classes),
  pictures(600, 'train'),
  pictures(150, 'validation'),
  {
    seed: 0,
    rate: 0.003,
    epochs: 15,
    onEpoch: ({ epoch, trainingLoss, validationLoss }) =>
      console.log(
        `epoch ${epoch}: training ${trainingLoss.toFixed(3)}, validation ${validationLoss.toFixed(3)}`,
      ),
  },
);
await runtime.close();
await writeFile(out, networkModel(fitted));

const session = await openSession(out);
const test = pictures(300, 'test');
const { probabilities } = await session.run(test.inputs);
await session.close();
const right = test.labels.filter((label, i) => {
  const row = Array.from(probabilities.data.slice(3 * i, 3 * i + 3), Number);
  return row.indexOf(Math.max(...row)) === label;
});
console.log(`${fitted.parameters} numbers trained; ${right.length} of 300 new pictures right`);
console.log(`written: ${out}`);
