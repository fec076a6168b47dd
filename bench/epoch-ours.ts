/** Our side of epoch.ts: its argument is the job, a turn is one fit. */
import { classificationTask, headDesign, headSettings, openTrainer } from '../src/fuse/index.ts';
import { openRuntime } from '../src/runtime/index.ts';
import { answerTurns } from './answers.ts';
import { classNames, noisePairs, type PairsShape } from './synthetic.ts';

/** What both sides train. */
export interface EpochJob extends PairsShape {
  /** Rows that are only predicted, once an epoch. */
  readonly heldOut: number;
  readonly batch: number;
  readonly epochs: number;
  readonly threads: number;
  /** Processes of the peer's DataLoader; 0 loads in its main process. */
  readonly workers: number;
}

/** Milliseconds an epoch. */
export interface EpochTurn {
  /** The loop over the batches. */
  readonly training: number;
  /** That and the held-out rows. */
  readonly whole: number;
  readonly megabytes: number;
}

const job: EpochJob = JSON.parse(process.argv[2]);
const { batch, epochs, threads } = job;
const runtime = openRuntime();
const task = classificationTask(classNames(job.classes), { reduction: 'mean' });
const network = headDesign('early').network(
  job,
  task.units,
  headSettings('early', { hidden: 128, dropout: 0 }),
);
const train = { batch, epochs, patience: epochs, threads, rate: 1e-3, weightDecay: 0.01 };
const trainer = await openTrainer(runtime, network, task, train);
await trainer.load(noisePairs(job, 'train'), noisePairs({ ...job, rows: job.heldOut }, 'held out'));
await answerTurns(async ({ seed }: { readonly seed: number }) => {
  const { seconds, history } = await trainer.fit({ seed });
  const whole = (1000 * seconds) / history.length;
  return { training: whole, whole };
});
await runtime.close();
