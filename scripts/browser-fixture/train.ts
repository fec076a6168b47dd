import {
  classificationTask,
  type EpochRecord,
  type FitOptions,
  fitHead,
  type HeadName,
  headSettings,
  type LabelledPairs,
} from '../../src/fuse/index.ts';
import type { Runtime } from '../../src/runtime/index.ts';
import { Matrix, Random } from '../../src/tensor/index.ts';

const classes = ['a', 'b', 'c'];
const [imageColumns, textColumns] = [24, 16];

/** Noise, and each class's own direction in both modalities; every fifth label is wrong. */
function samples(rows: number, stream: string): LabelledPairs {
  const random = new Random(7, stream);
  const kinds = Int32Array.from({ length: rows }, () => random.below(classes.length));
  const matrix = (columns: number) => {
    const made = Matrix.zeros(rows, columns);
    for (let k = 0; k < made.data.length; k++) {
      const [row, column] = [Math.floor(k / columns), k % columns];
      made.data[k] = random.normal() + (column % classes.length === kinds[row] ? 0.6 : 0);
    }
    return made;
  };
  const labels = kinds.map(kind => (random.below(5) === 0 ? random.below(classes.length) : kind));
  return { image: matrix(imageColumns), text: matrix(textColumns), labels };
}

/** What a fit came to, in values that cross from a page to a test. */
export interface Trained {
  readonly history: readonly EpochRecord[];
  readonly bestEpoch: number;
  readonly probabilities: readonly number[];
}

/** The same training wherever it runs: noisy labels, so that it stops early. */
export async function train(
  runtime: Runtime,
  name: HeadName,
  options: Partial<FitOptions> = {},
): Promise<Trained> {
  const [own, held] = [samples(500, 'training'), samples(120, 'validation')];
  const settings = headSettings(name, { dropout: 0.3 });
  const task = classificationTask(classes);
  const { head, fit } = await fitHead(runtime, settings, task, own, held, {
    ...{ batch: 32, epochs: 40, patience: 4, rate: 5e-4, weightDecay: 0.05, seed: 11 },
    ...options,
  });
  const predictor = await head.open(runtime);
  const probabilities = await predictor.predictProbabilities(held);
  await predictor.close();
  return {
    history: fit.history,
    bestEpoch: fit.bestEpoch,
    probabilities: [...probabilities.data],
  };
}
