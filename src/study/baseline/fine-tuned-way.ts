import type { Dataset } from '../../data/index.ts';
import { classificationTask, type LabelledTensors, type TensorSource } from '../../fuse/index.ts';
import type { Feeds } from '../../runtime/index.ts';
import { Random } from '../../tensor/index.ts';
import { labelsOf } from '../parts.ts';
import { fineTunedNetwork } from './fine-tuned-network.ts';
import { readGivenModel } from './given/index.ts';
import type { BaselineJob } from './job.ts';
import { mirror, type PictureShape, picturePixels } from './picture-tensor.ts';
import type { FineTuned } from './plan-schema.ts';
import type { PreparationOptions, PreparedWay } from './prepared-way.ts';
import { fittedVocabulary } from './vocabulary.ts';

/**
 * Image and text encoder trained end to end with the head. Pictures are decoded once and kept as
 * bytes; the words that are known are those of training texts.
 */
export async function fineTunedWay(
  job: BaselineJob,
  way: FineTuned,
  dataset: Dataset,
  options: PreparationOptions,
): Promise<PreparedWay> {
  const { parts, plan, baselines, seed } = job;
  const textsOf = (rows: Int32Array) => Array.from(rows, row => dataset.samples[row].text);
  const vocabulary = fittedVocabulary(textsOf(parts.train), way.vocabulary);
  const { units } = classificationTask(dataset.classes);
  const given = way.image === undefined ? null : await readGivenModel(way.image, way.picture);
  const designed = fineTunedNetwork(way, given, vocabulary.size, baselines.head, units);
  const { pictures } = designed;
  const { width, height } = pictures;
  const tensorsOf = async (rows: Int32Array, onRows?: (done: number) => void): Promise<Feeds> => ({
    pixels: {
      type: 'uint8',
      shape: [rows.length, 3, height, width],
      data: await picturePixels(dataset, rows, pictures, plan.encode.input, {
        signal: options.signal,
        onRows,
      }),
    },
    words: {
      type: 'int64',
      shape: [rows.length, way.words],
      data: vocabulary.ids(textsOf(rows), way.words),
    },
  });
  options.onStage('Decoding pictures', parts.train.length + parts.validation.length);
  const train = {
    inputs: await tensorsOf(parts.train, options.onRows),
    labels: labelsOf(dataset, parts.train),
  };
  const validation = {
    inputs: await tensorsOf(parts.validation, done => options.onRows(parts.train.length + done)),
    labels: labelsOf(dataset, parts.validation),
  };
  options.onStage('Training end to end', baselines.epochs * parts.train.length);
  return {
    network: designed.network,
    train: movingRows(train, pictures, way.augment === 'flip' ? seed : null, options.onRows),
    validation,
    block: blockRows,
    training: {
      window: windowBatches * plan.train.batch,
      rereads: true,
      judged: blockRows,
      ...(way.rate === undefined ? {} : { rate: way.rate }),
    },
    settings: {
      ...designed.settings,
      words: way.words,
      vocabulary: vocabulary.size,
      augment: way.augment,
      rate: way.rate ?? plan.train.rate,
    },
    inputs: rows => tensorsOf(rows),
    validationInputs: async () => validation.inputs,
    encodingSeconds: () => 0,
    hasVectors: false,
    rowNumbers: 3 * height * width + way.words,
    vectorBytes: () => 0,
    // The network is all there is: it has the encoders in it.
    describe: async () => ({
      parameters: 0,
      bytes: designed.fileBytes,
      operations: 0,
      uncounted: [],
    }),
    close: async () => undefined,
  };
}

/** Rows that are judged or predicted at a time: what a network makes of pictures takes much memory. */
const blockRows = 32;

/** Batches that are handed over at a time. */
const windowBatches = 4;

/**
 * Training rows that are read batch by batch; with a seed, every other picture is mirrored, by draws
 * that go on from epoch to epoch.
 */
function movingRows(
  { inputs, labels }: LabelledTensors & { readonly labels: Int32Array },
  { width, height }: PictureShape,
  seed: number | null,
  onRows: (done: number) => void,
): TensorSource {
  const random = seed === null ? null : new Random(seed, 'baseline mirrors');
  const { pixels, words } = inputs;
  let done = 0;
  return {
    labels,
    readTensors(rows) {
      const size = 3 * height * width;
      const data = new Uint8Array(rows.length * size);
      const length = words.shape[1];
      const ids = new BigInt64Array(rows.length * length);
      rows.forEach((row, i) => {
        const picture = data.subarray(i * size, (i + 1) * size);
        if (pixels.type === 'uint8')
          picture.set(pixels.data.subarray(row * size, (row + 1) * size));
        if (words.type === 'int64') {
          ids.set(words.data.subarray(row * length, (row + 1) * length), i * length);
        }
        if (random !== null && random.uniform() < 0.5) mirror(picture, width);
      });
      done += rows.length;
      onRows(done);
      return {
        pixels: { type: 'uint8', shape: [rows.length, 3, height, width], data },
        words: { type: 'int64', shape: [rows.length, length], data: ids },
      };
    },
  };
}
