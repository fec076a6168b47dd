import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkShape, optimiserOf } from '../graph/index.ts';
import { openLocalSession, openRuntime, type Runtime } from '../runtime/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { drawEpoch } from './epoch-feeds.ts';
import {
  checkEstimator,
  classificationTask,
  decodeHead,
  encodeHead,
  type FittedHead,
  fitHead,
  type HeadPair,
  headModel,
  headNetwork,
  headSettings,
  type LabelledPairs,
  trainingMeans,
} from './index.ts';

const task = classificationTask(['a', 'b', 'c']);
const options = { batch: 32, epochs: 25, rate: 0.01, threads: 1, seed: 0 };

/** Both modalities tell the class, the image better. */
function samples(rows: number, stream: string): LabelledPairs {
  const random = new Random(1, stream);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
  const matrix = (columns: number, signal: number) =>
    new Matrix(
      rows,
      columns,
      Float32Array.from({ length: rows * columns }, (_, k) => {
        const [i, j] = [Math.floor(k / columns), k % columns];
        return 3 + random.normal() + (j === labels[i] ? signal : 0);
      }),
    );
  return { image: matrix(6, 5), text: matrix(5, 3), labels };
}

const train = samples(240, 'train');
const held = samples(90, 'held');

/** One modality of every row gone: what stood there is `left`. */
function without({ image, text }: HeadPair, missing: 'image' | 'text', left: number): HeadPair {
  const filled = ({ rows, columns }: Matrix) =>
    new Matrix(rows, columns, new Float32Array(rows * columns).fill(left));
  const there = Matrix.zeros(image.rows, 2);
  for (let i = 0; i < image.rows; i++) there.row(i)[missing === 'image' ? 1 : 0] = 1;
  return {
    image: missing === 'image' ? filled(image) : image,
    text: missing === 'text' ? filled(text) : text,
    presence: there,
  };
}

let runtime: Runtime;
let head: FittedHead;
beforeAll(async () => {
  runtime = openRuntime();
  const settings = headSettings('early', { modalityDropout: 0.25 });
  ({ head } = await fitHead(runtime, settings, task, train, held, options));
});
afterAll(() => runtime.close());

async function probabilities(fitted: FittedHead, pair: HeadPair): Promise<Matrix> {
  const predictor = await fitted.open(runtime, { threads: 1 });
  try {
    return await predictor.predictProbabilities(pair);
  } finally {
    await predictor.close();
  }
}

function accuracy(found: Matrix): number {
  let right = 0;
  held.labels.forEach((label, i) => {
    const row = found.row(i);
    if (row.indexOf(Math.max(...row)) === label) right += 1;
  });
  return right / held.labels.length;
}

describe('a head with stand-ins', () => {
  test('answers where either modality is missing, whatever stood in its row', async () => {
    expect(accuracy(await probabilities(head, held))).toBeGreaterThan(0.9);
    for (const missing of ['image', 'text'] as const) {
      const found = await probabilities(head, without(held, missing, 0));
      expect(accuracy(found)).toBeGreaterThan(0.75);
      expect(await probabilities(head, without(held, missing, 7))).toEqual(found);
    }
  });

  test('passes the battery of estimators, presence included', async () => {
    const settings = headSettings('gated', { modalityDropout: 0.2 });
    const half = Matrix.zeros(held.image.rows, 2);
    for (let i = 0; i < half.rows; i++) half.row(i).set(i % 3 === 0 ? [1, 0] : [1, 1]);
    const brief = { ...options, epochs: 2 };
    const passed = await checkEstimator<FittedHead>({
      name: 'gated with stand-ins',
      fit: async () => (await fitHead(runtime, settings, task, train, held, brief)).head,
      data: [train.image, train.text],
      inputs: { image: held.image, text: held.text, presence: half },
      apply: async (fitted, { image, text, presence }) => ({
        probabilities: await probabilities(fitted, { image, text, presence }),
      }),
      save: encodeHead,
      load: decodeHead,
      model: headModel,
      openModel: openLocalSession,
    });
    expect(passed).toContain('the ONNX form gives the same');
  });

  test('is trained on rows that really lack a modality', async () => {
    const lacking = without(train, 'text', 0);
    const { head: fitted } = await fitHead(
      runtime,
      headSettings('early', { modalityDropout: 0.1 }),
      task,
      { ...lacking, labels: train.labels },
      held,
      options,
    );
    const found = await probabilities(fitted, without(held, 'text', 1));
    expect(accuracy(found)).toBeGreaterThan(0.75);
  });

  test('takes the only modality of no row', async () => {
    const lacking = without(train, 'text', 0);
    const settings = headSettings('early', { modalityDropout: 0.5 });
    const pairs = { ...lacking, labels: train.labels };
    const { head: fitted } = await fitHead(runtime, settings, task, pairs, held, {
      ...options,
      epochs: 1,
    });
    // No row ever lost its image, so what would stand in for it has learned nothing.
    expect(fitted.variables.get('standIn.image')).toEqual(trainingMeans(lacking).image);
  });

  test('refuses a row without both, a half presence, and a head without stand-ins', async () => {
    const nothing = { ...held, presence: Matrix.zeros(held.image.rows, 2) };
    await expect(probabilities(head, nothing)).rejects.toThrow(/one of them 1.*E_HEAD_INPUT/);
    const { head: plain } = await fitHead(runtime, headSettings('early'), task, train, held, {
      ...options,
      epochs: 1,
    });
    await expect(probabilities(plain, without(held, 'image', 0))).rejects.toThrow(
      /no stand-in.*E_HEAD_INPUT/,
    );
    expect(() => headSettings('image', { modalityDropout: 0.1 })).toThrow(
      /not trained on both modalities.*E_OPTION/,
    );
    expect(() => headSettings('early', { modalityDropout: 0.6 })).toThrow(/no row loses both/);
  });
});

test('of the training rows each modality leaves its share, never both from one', () => {
  const network = headNetwork(
    headSettings('late', { modalityDropout: 0.2 }),
    { image: 6, text: 5 },
    3,
  );
  const shape = networkShape(network);
  const place = { epochs: 2, rows: 4000, batch: 100 };
  const masks = [0, 1].map(seed =>
    [1, 2].map(epoch => {
      const feeds = drawEpoch(shape, optimiserOf(), { ...place, seed, epoch }).feeds(0, 40);
      return Array.from(feeds['mask.modality'].data, Number);
    }),
  );
  const [mask] = masks[0];
  const lost = [0, 1].map(
    column => mask.filter((kept, k) => k % 2 === column && kept === 0).length,
  );
  for (const count of lost) expect(count / place.rows).toBeCloseTo(0.2, 1);
  expect(mask.some((kept, k) => k % 2 === 0 && kept === 0 && mask[k + 1] === 0)).toBe(false);
  expect(masks[0][1]).not.toEqual(mask);
  expect(masks[1][0]).not.toEqual(mask);
});
