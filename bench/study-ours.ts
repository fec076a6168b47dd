/** Our side of study.ts: its argument is the job, a turn is one study. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shift } from '../src/align/index.ts';
import {
  classificationTask,
  headDesign,
  headNames,
  headSettings,
  type LabelledPairs,
  openTrainer,
} from '../src/fuse/index.ts';
import { openRuntime, type Runtime } from '../src/runtime/index.ts';
import { Matrix } from '../src/tensor/index.ts';
import { answerTurns } from './answers.ts';
import type { ConePairsShape } from './cone-pairs.ts';
import { classNames } from './synthetic.ts';

/** What both sides train. */
export interface StudyJob extends ConePairsShape {
  /** Where the pairs lie. */
  readonly folder: string;
  readonly batch: number;
  readonly epochs: number;
}

export interface StudyRequest {
  readonly lambdas: readonly number[];
  readonly seeds: readonly number[];
  readonly heads: readonly string[];
}

export interface StudyFit {
  readonly lambda: number;
  readonly head: string;
  readonly seed: number;
  /** After the last epoch. */
  readonly validationLoss: number;
}

export interface StudyTurn {
  readonly seconds: number;
  readonly megabytes: number;
  readonly fits: readonly StudyFit[];
}

interface Way {
  /** Cells that are trained at once. */
  readonly lanes: number;
  /** Threads within each. */
  readonly threads: number;
}

interface Cell {
  readonly lambda: number;
  readonly head: string;
}

const job: StudyJob & Way = JSON.parse(process.argv[2]);
const { batch, epochs, threads } = job;
const options = { batch, epochs, patience: epochs, threads };
const task = classificationTask(classNames(job.classes));
const [train, validation] = [readPairs('train'), readPairs('validation')];
const runtimes = Array.from({ length: job.lanes }, openRuntime);

function readPairs(part: 'train' | 'validation'): LabelledPairs {
  // A small file's buffer is a piece of a larger one; an array of its own starts at 0.
  const bytes = (name: string) =>
    new Uint8Array(readFileSync(join(job.folder, `${part}.${name}`))).buffer;
  return {
    image: new Matrix(job[part], job.image, new Float32Array(bytes('image.f32'))),
    text: new Matrix(job[part], job.text, new Float32Array(bytes('text.f32'))),
    labels: new Int32Array(bytes('labels.i32')),
  };
}

/** As a study does it: lanes take cells in order, and cells that follow one another share rows. */
async function study({ lambdas, heads, seeds }: StudyRequest): Promise<StudyFit[]> {
  const cells = lambdas.flatMap(lambda => heads.map(head => ({ lambda, head })));
  const fits = new Array<StudyFit[]>(cells.length);
  const aligned = alignedRows();
  let next = 0;
  async function lane(runtime: Runtime): Promise<void> {
    while (next < cells.length) {
      const i = next++;
      fits[i] = await trainCell(cells[i], await aligned(cells[i].lambda), seeds, runtime);
    }
  }
  await Promise.all(runtimes.map(lane));
  return fits.flat();
}

interface Rows {
  readonly train: LabelledPairs;
  readonly validation: LabelledPairs;
}

function alignedRows(): (lambda: number) => Promise<Rows> {
  let held: { readonly lambda: number; readonly rows: Promise<Rows> } | null = null;
  return lambda => {
    if (held?.lambda === lambda) return held.rows;
    held = { lambda, rows: shiftedRows(lambda) };
    return held.rows;
  };
}

async function shiftedRows(lambda: number): Promise<Rows> {
  const aligner = await shift({ lambda }).fit(train);
  const through = async (pairs: LabelledPairs): Promise<LabelledPairs> => ({
    ...(await aligner.transform(pairs)),
    labels: pairs.labels,
  });
  return { train: await through(train), validation: await through(validation) };
}

async function trainCell(
  { lambda, head }: Cell,
  rows: Rows,
  seeds: readonly number[],
  runtime: Runtime,
): Promise<StudyFit[]> {
  const name = headNames.find(known => known === head);
  if (name === undefined) throw new Error(`no head named ${head}`);
  const network = headDesign(name).network(job, task.units, headSettings(name));
  const trainer = await openTrainer(runtime, network, task, options);
  const fits: StudyFit[] = [];
  try {
    await trainer.load(rows.train, rows.validation);
    for (const seed of seeds) {
      const { history } = await trainer.fit({ seed });
      const { validationLoss } = history[history.length - 1];
      fits.push({ lambda, head, seed, validationLoss });
    }
  } finally {
    await trainer.close();
  }
  return fits;
}

await answerTurns(async (request: StudyRequest) => {
  const started = performance.now();
  const fits = await study(request);
  return { seconds: (performance.now() - started) / 1000, fits };
});
await Promise.all(runtimes.map(runtime => runtime.close()));
