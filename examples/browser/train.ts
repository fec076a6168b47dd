// From an installed package: 'minga/fuse' and 'minga/runtime/browser'.
import {
  classificationTask,
  type EpochRecord,
  fitHead,
  type HeadName,
  headSettings,
} from '../../src/fuse/index.ts';
import { openBrowserRuntime } from '../../src/runtime/browser/index.ts';
import { classes, samples } from './samples.ts';

export const mostEpochs = 40;

export interface Choice {
  readonly head: HeadName;
  readonly rows: number;
  readonly seed: number;
}

/** What the page shows of a training. */
export interface Outcome {
  readonly bestEpoch: number;
  readonly seconds: number;
  readonly steps: number;
  readonly parameters: number;
  /** Share of test cases that were classified correctly. */
  readonly accuracy: number;
}

/** Trains a head in a web worker and tries it on cases that it has not seen. */
export async function trainHead(
  { head: name, rows, seed }: Choice,
  signal: AbortSignal,
  onEpoch: (record: EpochRecord) => void,
): Promise<Outcome> {
  const runtime = openBrowserRuntime({ wasm: '/ort/' });
  try {
    const [train, validation, test] = [
      samples(rows, seed, 'train'),
      samples(300, seed, 'validation'),
      samples(600, seed, 'test'),
    ];
    const { head, fit } = await fitHead(
      runtime,
      headSettings(name),
      classificationTask(classes),
      train,
      validation,
      { epochs: mostEpochs, patience: 5, rate: 5e-4, seed, signal, onEpoch },
    );
    const predictor = await head.open(runtime);
    const probabilities = await predictor.predictProbabilities(test);
    const right = test.labels.filter((label, i) => {
      const row = probabilities.row(i);
      return row.indexOf(Math.max(...row)) === label;
    });
    return {
      bestEpoch: fit.bestEpoch,
      seconds: fit.seconds,
      steps: fit.steps,
      parameters: head.parameters,
      accuracy: right.length / test.labels.length,
    };
  } finally {
    await runtime.close();
  }
}
