/** Our side of training.ts: its argument is the job, a turn is one fit. */
import { classificationTask, headDesign, headSettings, openTrainer } from '../src/fuse/index.ts';
import { openRuntime } from '../src/runtime/index.ts';
import { answerTurns } from './answers.ts';
import { classNames, noiseSource, type PairsShape } from './synthetic.ts';

/** What both sides train. */
export interface TrainingJob extends PairsShape {
  readonly threads: number;
  readonly batch: number;
  readonly epochs: number;
  /** Validation rows for each training row. */
  readonly validationShare: number;
  /** How rows are kept, and how many of them at a time (0: all). */
  readonly precision: 'float32' | 'float16';
  readonly window: number;
}

export interface TrainingTurn {
  /** A step's share of the whole fit. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

const job: TrainingJob = JSON.parse(process.argv[2]);
const { batch, epochs, threads, precision, window } = job;
const runtime = openRuntime();
const task = classificationTask(classNames(job.classes));
const network = headDesign('early').network(job, task.units, headSettings('early'));
const trainer = await openTrainer(runtime, network, task, {
  batch,
  epochs,
  patience: epochs,
  threads,
  rows: precision,
  ...(window === 0 ? {} : { window }),
});
await trainer.load(
  noiseSource(job, 'train'),
  noiseSource({ ...job, rows: Math.round(job.rows * job.validationShare) }, 'validation'),
);
await answerTurns(async ({ seed }: { readonly seed: number }) => {
  const { seconds, steps } = await trainer.fit({ seed });
  return { milliseconds: (1000 * seconds) / steps };
});
await runtime.close();
