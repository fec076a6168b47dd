import { join, resolve } from 'node:path';
import type { Dataset } from '../../data/index.ts';
import { classificationTask, headDesign, type PairSource } from '../../fuse/index.ts';
import { labelsOf } from '../parts.ts';
import { describeEncoders } from './encoder-facts.ts';
import { encodeSamples, type OpenEncoders, openEncoders } from './encoders.ts';
import { scratchVectors } from './extraction.ts';
import type { BaselineJob } from './job.ts';
import type { PreparationOptions, PreparedWay } from './prepared-way.ts';

/**
 * Encoders that stay as they are, run again on every training and validation row in every epoch, as
 * the paper's code does with raw data. Nothing is read from a store and nothing is kept.
 */
export async function uncachedWay(
  job: BaselineJob,
  dataset: Dataset,
  options: PreparationOptions,
): Promise<PreparedWay> {
  const encoders = await openEncoders(job);
  const { parts, plan, baselines } = job;
  let milliseconds = 0;
  let done = 0;
  const inputs = (rows: Int32Array) => encodeSamples(encoders, dataset, rows, options.signal);
  const source = (rows: Int32Array): PairSource => ({
    labels: labelsOf(dataset, rows),
    async read(places) {
      const started = performance.now();
      const pair = await inputs(places.map(place => rows[place]));
      // Of rows that are trained on alone: test rows are encoded by `inputs` too.
      milliseconds += performance.now() - started;
      done += places.length;
      options.onRows(done);
      return pair;
    },
  });
  const rowsAnEpoch = parts.train.length + parts.validation.length;
  options.onStage('Running encoders in every epoch', baselines.epochs * rowsAnEpoch);
  const { batch } = plan.train;
  const wanted = 2 * encoders.image.batchSize;
  return {
    ...frozenParts(job, dataset, encoders),
    train: source(parts.train),
    validation: source(parts.validation),
    training: { window: Math.ceil(wanted / batch) * batch, rereads: true },
    inputs,
    validationInputs: () => inputs(parts.validation),
    encodingSeconds: () => milliseconds / 1000,
    rowNumbers: pictureNumbers,
    vectorBytes: () => 0,
    close: () => encoders.close(),
  };
}

/** The paper's pictures: three channels of 224 × 224. */
const pictureNumbers = 3 * 224 * 224;

/** Encoders that are run once: Minga's usual way, with a store of its own so that it is measured. */
export async function cachedWay(
  job: BaselineJob,
  dataset: Dataset,
  options: PreparationOptions,
): Promise<PreparedWay> {
  const encoders = await openEncoders(job);
  const { parts } = job;
  const name = `scratch-${job.key.slice(0, 16)}`;
  const folder = join(resolve(job.plan.report.folder), 'baselines', name);
  const vectors = await scratchVectors(folder, job, dataset, encoders, options.signal);
  const close = async () => {
    await vectors.remove();
    await encoders.close();
  };
  try {
    const kept = Int32Array.from([...parts.train, ...parts.validation]);
    options.onStage('Extracting vectors once', kept.length);
    await vectors.extract(kept, options.onRows);
    const read = async (rows: Int32Array) => ({
      ...(await vectors.read(rows)),
      labels: labelsOf(dataset, rows),
    });
    const frozen = frozenParts(job, dataset, encoders);
    return {
      ...frozen,
      train: await read(parts.train),
      validation: await read(parts.validation),
      training: {},
      inputs: rows => encodeSamples(encoders, dataset, rows, options.signal),
      validationInputs: () => vectors.read(parts.validation),
      encodingSeconds: () => 0,
      rowNumbers: encoders.image.dimension + encoders.text.dimension,
      vectorBytes: () => vectors.bytesOnDisk(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Rows whose pictures are in memory at a time. */
const blockRows = 256;

/** What both have in common: the head on the vectors of the same encoders. */
function frozenParts(job: BaselineJob, dataset: Dataset, encoders: OpenEncoders) {
  const { head } = job.baselines;
  const { units } = classificationTask(dataset.classes);
  const dimensions = { image: encoders.image.dimension, text: encoders.text.dimension };
  return {
    network: headDesign(head.name).network(dimensions, units, head),
    settings: { image: job.encoders.imageId, text: job.encoders.textId },
    hasVectors: true,
    block: blockRows,
    describe: () => describeEncoders(job.encoders, encoders),
  };
}
