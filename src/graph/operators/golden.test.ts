import { describe, expect, test } from 'vitest';
import { openLocalSession, type RuntimeTensor } from '../../runtime/index.ts';
import goldens from '../golden/operators.json' with { type: 'json' };
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import {
  batchNorm,
  batchNormTraining,
  mul,
  reduceSum,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
} from './index.ts';

function floats(data: ArrayLike<number>, shape: readonly number[] = [data.length]): RuntimeTensor {
  return { type: 'float32', shape, data: Float32Array.from(data) };
}

async function runOnce(graph: Graph, feeds: Record<string, RuntimeTensor>) {
  const session = await openLocalSession(encodeModel(graph), { threads: 1 });
  const outputs = await session.run(feeds);
  await session.close();
  return outputs;
}

function expectClose(found: RuntimeTensor, expected: readonly number[], tolerance = 1e-6): void {
  expect(found.data.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const error = Math.abs(Number(found.data[i]) - value) / Math.max(1, Math.abs(value));
    expect(error).toBeLessThan(tolerance);
  });
}

describe('losses equal PyTorch', () => {
  test.each(goldens.losses)('$loss of $classes columns by $reduction', async golden => {
    const { classes, reduction } = golden;
    const graph = new Graph();
    const logits = graph.input('logits', 'float32', ['N', classes]);
    const targets = graph.input('targets', 'float32', ['N', classes]);
    const weights = graph.input('weights', 'float32', [classes]);
    const loss =
      golden.loss === 'sigmoid'
        ? sigmoidCrossEntropy(logits, targets, weights)
        : softmaxCrossEntropy(
            logits,
            targets,
            weights,
            reduction === 'mean' ? 'mean' : 'weighted-mean',
          );
    graph.output('loss', loss);
    graph.output('gradient', gradients(loss, [logits])[0]);
    const shape = [golden.logits.length / classes, classes];
    const outputs = await runOnce(graph, {
      logits: floats(golden.logits, shape),
      targets: floats(golden.targets, shape),
      weights: floats(golden.weights),
    });
    expectClose(outputs.loss, [golden.value]);
    expectClose(outputs.gradient, golden.gradient);
  });
});

describe('batch normalisation equals PyTorch BatchNorm1d', () => {
  const { rows, columns, x, g, scale, shift, training, inference } = goldens.batchNorm;

  test('in training: output, gradients and batch statistics', async () => {
    const graph = new Graph();
    const input = graph.input('x', 'float32', ['N', columns]);
    const scales = graph.input('scale', 'float32', [columns]);
    const shifts = graph.input('shift', 'float32', [columns]);
    const { output, mean, variance } = batchNormTraining(input, scales, shifts);
    const loss = reduceSum(mul(output, graph.input('g', 'float32', ['N', columns])), [0, 1]);
    graph.output('output', output);
    graph.output('mean', mean);
    graph.output('variance', variance);
    gradients(loss, [input, scales, shifts]).forEach((gradient, i) => {
      graph.output(['dx', 'dScale', 'dShift'][i], gradient);
    });
    const outputs = await runOnce(graph, {
      x: floats(x, [rows, columns]),
      g: floats(g, [rows, columns]),
      scale: floats(scale),
      shift: floats(shift),
    });
    // Divided by deviations below one, a last bit of single precision is more than 1e-6.
    expectClose(outputs.output, training.output, 2e-6);
    expectClose(outputs.dx, training.dx, 2e-6);
    expectClose(outputs.dScale, training.dScale);
    expectClose(outputs.dShift, training.dShift);
    // PyTorch's statistics after one batch: 0.1 of the batch's, the variance unbiased.
    expectClose(
      outputs.mean,
      training.runningMean.map(value => value / 0.1),
    );
    expectClose(
      outputs.variance,
      training.runningVariance.map(value => ((value - 0.9) / 0.1) * ((rows - 1) / rows)),
      // 0.9 of one was taken away from single-precision numbers.
      5e-6,
    );
  });

  test('in prediction, by running statistics', async () => {
    const graph = new Graph();
    const input = graph.input('x', 'float32', ['N', columns]);
    const per = (name: string) => graph.input(name, 'float32', [columns]);
    graph.output(
      'output',
      batchNorm(input, per('scale'), per('shift'), per('mean'), per('variance')),
    );
    const outputs = await runOnce(graph, {
      x: floats(x, [rows, columns]),
      scale: floats(scale),
      shift: floats(shift),
      mean: floats(training.runningMean),
      variance: floats(training.runningVariance),
    });
    expectClose(outputs.output, inference);
  });
});
