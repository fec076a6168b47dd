/**
 * A head of your own: the gated multimodal unit (Arevalo et al., arXiv 1702.01992), which learns for
 * each case how much of the picture and how much of the text to take. Trained, beside `early`, on
 * generated embeddings; written as an ONNX model; run from that model again.
 *
 *     npx tsx examples/new-head.ts
 *
 * Research use only; not a medical device.
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { macroF1 } from '../src/evaluate/index.ts';
import {
  classificationTask,
  fitHead,
  fitNetwork,
  headSettings,
  type LabelledPairs,
  networkModel,
} from '../src/fuse/index.ts';
import { add, concat, mul, type Network, sigmoid, sub, tanh } from '../src/graph/index.ts';
import { openRuntime } from '../src/runtime/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';

// The head, in twenty lines.
function gated(image: number, text: number, hidden: number, classes: number): Network {
  return {
    inputs: { image, text },
    forward(layers, pair) {
      const seen = tanh(layers.linear('image', pair.image, hidden));
      const read = tanh(layers.linear('text', pair.text, hidden));
      const both = concat([pair.image, pair.text], 1);
      const gate = sigmoid(layers.linear('gate', both, hidden));
      const mixed = add(mul(gate, seen), mul(sub(1, gate), read));
      return layers.linear('output', layers.dropout('mixed', mixed, 0.2), classes);
    },
  };
}

/** Cases of which every second one can be told by its picture alone, the others by their text. */
function cases(rows: number, seed: number): LabelledPairs {
  const random = new Random(seed, 'cases');
  const labels = Int32Array.from({ length: rows }, () => random.below(3));
  const matrix = (tells: number) => {
    const data = Float32Array.from({ length: rows * 32 }, (_, k) => {
      const [row, column] = [Math.floor(k / 32), k % 32];
      const signal = row % 2 === tells && column % 3 === labels[row] ? 1 : 0;
      return signal + random.normal() + (column === 31 && row % 2 === tells ? 3 : 0);
    });
    return new Matrix(rows, 32, data);
  };
  return { image: matrix(0), text: matrix(1), labels };
}

const task = classificationTask(['a', 'b', 'c']);
const [train, validation, test] = [cases(1_500, 1), cases(300, 2), cases(600, 3)];
const runtime = openRuntime();
const options = { epochs: 30, seed: 0 };
const own = await fitNetwork(runtime, gated(32, 32, 64, 3), task, train, validation, options);
const early = await fitHead(runtime, headSettings('early'), task, train, validation, options);
for (const [name, fitted] of [
  ['gated', own.fitted],
  ['early', early.head],
] as const) {
  const predictor = await fitted.open(runtime);
  const probabilities = await predictor.predictProbabilities(test);
  await predictor.close();
  const f1 = macroF1(test.labels, probabilities);
  console.log(`${name}: ${fitted.parameters} parameters, macro F1 on test ${f1.toFixed(3)}`);
}

const file = join(tmpdir(), 'minga-gated-head.onnx');
await writeFile(file, networkModel(own.fitted));
const session = await runtime.open(file);
const { probabilities } = await session.run({
  image: { type: 'float32', shape: [600, 32], data: test.image.data },
  text: { type: 'float32', shape: [600, 32], data: test.text.data },
});
console.log(`${file} gives probabilities [${probabilities.shape.join(', ')}]`);
await runtime.close();
