import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Aligner, decodeAligner, encodeAligner, shift } from '../align/index.ts';
import { encodeModel, Graph } from '../graph/index.ts';
import { openLocalSession, openRuntime, type Runtime } from '../runtime/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import {
  checkEstimator,
  classificationTask,
  decodeHead,
  encodeHead,
  type FittedHead,
  type HeadName,
  headSettings,
  type LabelledPairs,
  type LearnedShiftFit,
  type LearnedShiftOptions,
  learnedShiftSettings,
  openLearnedShift,
  type TrainOptions,
} from './index.ts';
import { validationLoss } from './validation-loss.ts';

const task = classificationTask(['a', 'b', 'c']);

/** Two cones far apart, classes within them. */
function samples(rows: number, seed: number): LabelledPairs {
  const random = new Random(seed, 'learned shift');
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
  const cone = (columns: number, axis: number) => {
    const matrix = Matrix.zeros(rows, columns);
    labels.forEach((label, i) => {
      const row = matrix.row(i);
      for (let j = 0; j < columns; j++) row[j] = random.normal() / 3;
      row[axis] += 3;
      row[2 + label] += 1;
    });
    return matrix;
  };
  return { image: cone(8, 0), text: cone(6, 1), labels };
}

const train = samples(90, 1);
const validation = samples(30, 2);

let runtime: Runtime;
beforeAll(() => {
  runtime = openRuntime();
});
afterAll(() => runtime.close());

async function learned(
  options: LearnedShiftOptions,
  training: TrainOptions = {},
  name: HeadName = 'late',
) {
  const settings = learnedShiftSettings(options);
  const rows = { train, validation };
  const own = { batch: 90, epochs: 3, threads: 1, ...training };
  const trainer = await openLearnedShift(runtime, settings, headSettings(name), task, rows, own);
  try {
    return await trainer.fit({ seed: 0 });
  } finally {
    await trainer.close();
  }
}

async function lossOf(aligner: Aligner, head: FittedHead, rows: LabelledPairs): Promise<number> {
  const predictor = await head.open(runtime, { threads: 1 });
  try {
    const probabilities = await predictor.predictProbabilities(await aligner.transform(rows));
    const logits = probabilities.data.map(p => Math.log(p));
    return validationLoss(task, logits, rows.labels, new Float32Array(3).fill(1));
  } finally {
    await predictor.close();
  }
}

describe('a learned λ', () => {
  test.each([-0.5, 0, 0.3, 1.5])('starts at %d and moves by its own rate', async start => {
    const { lambdas } = await learned({ start, rate: 0.02 }, { epochs: 1, rate: 1e-4 });
    expect(lambdas[0]).toBe(start);
    // One step of AdamW is the rate, whatever the size of the gradient.
    expect(Math.abs(lambdas[1] - start)).toBeCloseTo(0.02, 3);
  });

  test('goes to where the loss of its head is least', async () => {
    // The head all but stands still, so λ alone descends.
    const { lambdas, head } = await learned(
      { start: 0, rate: 0.02, low: -2, high: 3 },
      { epochs: 400, patience: 400, rate: 1e-8, classWeights: 'none' },
      'linear',
    );
    const lossAt = async (lambda: number) =>
      lossOf(await shift({ lambda }).fit(train), head, train);
    const losses: number[] = [];
    for (let value = -1.9; value < 3; value += 0.1) losses.push(await lossAt(value));
    const [start, end] = [await lossAt(0), await lossAt(lambdas[400])];
    expect(end).toBeLessThan(start);
    expect(end - Math.min(...losses)).toBeLessThan(0.02 * (start - Math.min(...losses)));
    expect(lambdas).toHaveLength(401);
  });

  test('stays within its bounds', async () => {
    const { lambdas } = await learned(
      { start: 0.5, rate: 0.05, low: 0.4, high: 0.6 },
      { epochs: 30, patience: 30 },
    );
    for (const value of lambdas) {
      expect(value).toBeGreaterThanOrEqual(0.4);
      expect(value).toBeLessThanOrEqual(0.6);
    }
    expect(new Set(lambdas.slice(1)).size).toBeGreaterThan(1);
  });

  test('leaves an aligner and a head that together are what was trained', async () => {
    const { aligner, head, fit, lambda } = await learned({}, { epochs: 12, classWeights: 'none' });
    expect(aligner.settings).toMatchObject({ kind: 'shift', lambda, dimensions: 'interpolate' });
    const loss = await lossOf(aligner, head, validation);
    expect(loss).toBeCloseTo(fit.history[fit.bestEpoch - 1].validationLoss, 4);
    const given = await shift({ lambda }).fit(train);
    expect(encodeAligner(aligner)).toEqual(encodeAligner(given));
  });

  test('takes its gap vector from training rows alone', async () => {
    const { aligner } = await learned({}, { epochs: 1 });
    const { state } = await shift({ lambda: 0 }).fit(train);
    expect(aligner.state.gapVector).toEqual(state.gapVector);
  });

  test('passes the battery of estimators together with its head', async () => {
    const passed = await checkEstimator({
      name: 'learned shift and head',
      async fit(): Promise<Pick<LearnedShiftFit, 'aligner' | 'head'>> {
        const { aligner, head } = await learned({ start: 0.2 });
        return { aligner, head };
      },
      data: [train.image, train.text, validation.image, validation.text],
      inputs: { image: validation.image, text: validation.text },
      async apply({ aligner, head }, { image, text }) {
        const predictor = await head.open(runtime, { threads: 1 });
        try {
          const aligned = await aligner.transform({ image, text });
          return { probabilities: await predictor.predictProbabilities(aligned) };
        } finally {
          await predictor.close();
        }
      },
      save: ({ aligner, head }) => joined(encodeAligner(aligner), encodeHead(head)),
      load(bytes) {
        const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
        return {
          aligner: decodeAligner(bytes.slice(4, 4 + size)),
          head: decodeHead(bytes.slice(4 + size)),
        };
      },
      model({ aligner, head }) {
        const graph = new Graph();
        const pair = {
          image: graph.input('image', 'float32', ['N', aligner.inputs.image]),
          text: graph.input('text', 'float32', ['N', aligner.inputs.text]),
        };
        graph.output('probabilities', head.write(aligner.write(pair)));
        return encodeModel(graph);
      },
      openModel: openLocalSession,
    });
    expect(passed).toContain('the ONNX form gives the same');
  });
});

test.each([
  [{ start: 3 }, /starts at 3 between -1 and 2.*E_OPTION/],
  [{ low: 1, high: 0 }, /E_OPTION/],
  [{ rate: 0 }, /rate 0.*E_OPTION/],
  [{ start: Number.NaN }, /E_OPTION/],
])('options %o are refused', (options, message) => {
  expect(() => learnedShiftSettings(options)).toThrow(message);
});

test('a head of one modality has no gap to close', async () => {
  const settings = learnedShiftSettings();
  const opening = openLearnedShift(runtime, settings, headSettings('image'), task, {
    train,
    validation,
  });
  await expect(opening).rejects.toThrow(/image alone.*E_HEAD_INPUT/);
});

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + first.length + second.length);
  new DataView(bytes.buffer).setUint32(0, first.length);
  bytes.set(first, 4);
  bytes.set(second, 4 + first.length);
  return bytes;
}
