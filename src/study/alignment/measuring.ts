import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { AlignerSettings } from '../../align/index.ts';
import { classificationTask, type LearnedShiftSettings } from '../../fuse/index.ts';
import { openProducts, openRuntime, type Runtime } from '../../runtime/index.ts';
import { vectorPrecision } from '../grid.ts';
import { requireGoingOn } from '../interruption.ts';
import { describeSoftware } from '../machine.ts';
import type { Plan } from '../plan.ts';
import { alignerResult } from '../planned-aligner.ts';
import type { PreparedStudy } from '../prepared-study.ts';
import { alignParts, rawParts } from '../training.ts';
import type { Job } from './job.ts';
import { learnedOutcomes } from './learned.ts';
import type { Outcomes, TaskContext, TaskName } from './outcome.ts';
import { type KeptOutcomes, readOutcomes, writeOutcomes } from './outcome-file.ts';
import { classPrompts } from './prompts.ts';
import type { StudySettings } from './settings.ts';
import { tasks } from './tasks.ts';

/** What was found of a job: its outcomes by task, and what fitting the aligner cost. */
export interface Measured {
  readonly job: Job;
  readonly fitSeconds: number;
  readonly outcomes: ReadonlyMap<TaskName, Outcomes>;
}

/**
 * Measures every job in every task, two jobs at a time. What an earlier run of the study found is read
 * instead; what is found is kept at once.
 */
export async function measureJobs(
  jobs: readonly Job[],
  plan: Plan,
  prepared: PreparedStudy,
  settings: StudySettings,
) {
  const { onEvent, tasks: chosen } = settings;
  onEvent?.({
    kind: 'stage',
    name: 'Measuring alignment',
    unit: 'task',
    total: jobs.length * chosen.length,
  });
  const folder = join(resolve(plan.report.folder), 'alignment');
  const runtimes = [openRuntime(), openRuntime()];
  const measured = new Array<Measured>(jobs.length);
  let [next, done, measuredNow] = [0, 0, 0];

  async function lane(runtime: Runtime): Promise<void> {
    const products = await openProducts(runtime, { threads: 1 });
    while (next < jobs.length) {
      const i = next++;
      const job = jobs[i];
      const context = contextOf(job, plan, prepared, { ...settings, products, runtime });
      const measure = measuring(job, prepared, context);
      const outcomes = new Map<TaskName, Outcomes>();
      let fitSeconds = Number.NaN;
      for (const name of chosen) {
        const key = outcomeKey(name, job, plan, prepared, settings);
        const known = await readOutcomes(folder, key);
        const found = known ?? (await measure(name));
        if (known === null) {
          await writeOutcomes(folder, key, found);
          measuredNow += 1;
        }
        outcomes.set(name, found.outcomes);
        fitSeconds = found.fitSeconds;
        done += 1;
        onEvent?.({ kind: 'progress', done });
      }
      measured[i] = { job, outcomes, fitSeconds };
    }
  }
  try {
    await Promise.all(runtimes.map(lane));
  } finally {
    await Promise.all(runtimes.map(runtime => runtime.close()));
  }
  return { measured, measuredNow };
}

/** How a job is measured: its rows are aligned when the first task asks for them. */
function measuring(job: Job, prepared: PreparedStudy, context: TaskContext) {
  const { aligner, image, text } = job;
  const design = { image: image.result, text: text.result };
  const { products, signal } = context;
  const own = { ...prepared, products };
  const aligned = lazily((settings: AlignerSettings) => alignParts(design, settings, own));
  const raw = lazily((_: LearnedShiftSettings) => rawParts(design, own));
  return async (name: TaskName): Promise<KeptOutcomes> => {
    requireGoingOn(signal, 'the study of alignment');
    if (aligner.kind === 'learned-shift') {
      const outcomes = await learnedOutcomes(name, aligner, await raw(aligner), context);
      return { outcomes, fitSeconds: 0 };
    }
    const rows = await aligned(aligner);
    return { outcomes: await tasks[name](rows, context), fitSeconds: rows.fitSeconds };
  };
}

function contextOf(
  { prompts }: Job,
  plan: Plan,
  { dataset }: PreparedStudy,
  own: Pick<TaskContext, 'shots' | 'draws' | 'products' | 'runtime' | 'signal'>,
): TaskContext {
  const { shots, draws, products, runtime, signal } = own;
  const task = classificationTask(dataset.classes);
  return { plan, task, prompts, shots, draws, products, runtime, signal };
}

/** sha256 of everything that a task's outcomes come from. */
function outcomeKey(
  name: TaskName,
  { image, text, aligner, prompts }: Job,
  plan: Plan,
  { dataset, parts }: PreparedStudy,
  { shots, draws }: StudySettings,
): string {
  const content = {
    minga: describeSoftware().minga,
    name,
    rows: parts.hash,
    image: image.result.fingerprint,
    text: text.result.fingerprint,
    ...vectorPrecision(plan),
    aligner: alignerResult(aligner),
    train: plan.train,
    few: name === 'few-shot' ? { shots, draws } : null,
    prompts: name === 'zero-shot' && prompts !== null ? classPrompts(plan, dataset) : null,
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** What is made once, when it is first asked for. */
function lazily<A, T>(make: (argument: A) => Promise<T>): (argument: A) => Promise<T> {
  let made: Promise<T> | null = null;
  return argument => {
    made ??= make(argument);
    return made;
  };
}
