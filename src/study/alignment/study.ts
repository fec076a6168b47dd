import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { AlignerSettings } from '../../align/index.ts';
import { MingaError } from '../../errors/index.ts';
import { classificationTask, type LearnedShiftSettings } from '../../fuse/index.ts';
import { openProducts, openRuntime, type Runtime } from '../../runtime/index.ts';
import type { PlannedAligner } from '../align-schema.ts';
import type { EmbeddedPart } from '../embedding.ts';
import { describeSoftware, peakResidentBytes, processorSeconds } from '../machine.ts';
import { groupsOf, labelsOf } from '../parts.ts';
import type { Plan } from '../plan.ts';
import { alignerLabel, alignerResult } from '../planned-aligner.ts';
import { type PreparedStudy, prepareStudy } from '../prepared-study.ts';
import { notice } from '../results.ts';
import type { StudyOptions } from '../run.ts';
import { writeWhole } from '../run-folder.ts';
import { alignParts, rawParts } from '../training.ts';
import { learnedOutcomes } from './learned.ts';
import { measureFigures } from './measure-figures.ts';
import { studiedAligners } from './menu.ts';
import {
  type Outcomes,
  type Prompts,
  type TaskContext,
  type TaskName,
  taskNames,
} from './outcome.ts';
import { type KeptOutcomes, readOutcomes, writeOutcomes } from './outcome-file.ts';
import { classPrompts, encodePrompts } from './prompts.ts';
import {
  type AlignmentStudy,
  alignmentStudySchema,
  type StudiedAligner,
  type StudiedPair,
} from './study-schema.ts';
import { tasks } from './tasks.ts';

/** Where a study of alignment lies within the plan's `report` folder. */
export const alignmentFile = join('alignment', 'alignment.json');

export interface AlignmentStudyOptions extends StudyOptions {
  /** Labelled training rows a class in the task `few-shot`; 1, 2, 4, 8 and 16 by default. */
  readonly shots?: readonly number[];
  /** How often each number of them is drawn; 5 by default. */
  readonly draws?: number;
  /** The tasks to be measured; all by default. */
  readonly tasks?: readonly TaskName[];
}

/** The options with their defaults filled in. @throws E_OPTION where a number is out of range */
function studySettings(options: AlignmentStudyOptions) {
  const { shots = [1, 2, 4, 8, 16], draws = 5, tasks: chosen = taskNames, ...rest } = options;
  const whole = (value: number) => Number.isInteger(value) && value >= 1;
  if (![...shots, draws].every(whole)) {
    throw new MingaError('E_OPTION', {
      found: `${shots.join(', ')} rows a class in ${draws} draws`,
      expected: 'whole numbers from 1',
    });
  }
  return { shots, draws, tasks: taskNames.filter(name => chosen.includes(name)), ...rest };
}

type StudySettings = ReturnType<typeof studySettings>;

/** One pair of encoders under one aligner. */
interface Job {
  readonly image: EmbeddedPart;
  readonly text: EmbeddedPart;
  readonly prompts: Prompts | null;
  readonly aligner: PlannedAligner;
  readonly label: string;
}

/** What was found of a job: its outcomes by task, and what fitting the aligner cost. */
interface Measured {
  readonly job: Job;
  readonly fitSeconds: number;
  readonly outcomes: ReadonlyMap<TaskName, Outcomes>;
}

/**
 * Measures where alignment matters: every kind of aligner, and those of the plan, on each pair of
 * encoders, in each task (`taskNames`), on the test rows, beside its paired difference to no
 * alignment. Aligners are fitted on training rows, whatever is chosen is chosen on validation rows.
 * What was measured is kept: the same call goes on where it was interrupted.
 *
 * @returns what it wrote to `alignment/alignment.json` in the plan's `report` folder
 * @throws E_PLAN where there is no pair of encoders; E_ABORTED where the signal aborts; else as
 *   `runStudy`
 * @example
 * const { pairs } = await studyAlignment(await readPlan('plans/ham10000.yaml'));
 */
export async function studyAlignment(
  plan: Plan,
  given: AlignmentStudyOptions = {},
): Promise<AlignmentStudy> {
  const options = studySettings(given);
  const started = { wall: performance.now(), processor: processorSeconds() };
  const prepared = await prepareStudy(plan, options);
  const jobs = await plannedJobs(plan, prepared);
  const { measured, measuredNow } = await measureJobs(jobs, plan, prepared, options);
  const pairs = await pairFigures(measured, plan, prepared, options);
  const { dataset, split, parts } = prepared;
  const { select, resamples, level } = plan.evaluate;
  const study: AlignmentStudy = {
    format: 'minga-alignment-study',
    version: 1,
    notice,
    name: plan.name,
    created: new Date().toISOString(),
    software: describeSoftware(),
    plan: { ...plan },
    dataset: { name: dataset.name, hash: dataset.hash, classes: [...dataset.classes] },
    split: { hash: split.hash, seed: split.seed },
    rows: {
      train: parts.train.length,
      validation: parts.validation.length,
      test: parts.test.length,
      testGroups: new Set(groupsOf(dataset, parts.test)).size,
    },
    prompts: Object.fromEntries(
      classPrompts(plan, dataset).map((sentences, c) => [dataset.classes[c], sentences]),
    ),
    evaluation: { select, resamples, level, comparisons: comparisonCount(pairs) },
    pairs,
    costs: {
      wallSeconds: (performance.now() - started.wall) / 1000,
      processorSeconds: processorSeconds() - started.processor,
      measuredNow,
      peakResidentBytes: peakResidentBytes(),
    },
  };
  const checked = alignmentStudySchema.parse(study);
  await writeWhole(
    join(resolve(plan.report), alignmentFile),
    `${JSON.stringify(checked, null, 2)}\n`,
  );
  return checked;
}

async function plannedJobs(plan: Plan, { dataset, encoded }: PreparedStudy): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const [t, text] of encoded.texts.entries()) {
    const prompts = await encodePrompts(plan.encode.text[t], plan, dataset);
    for (const image of encoded.images) {
      const same = image.result.dimension === text.result.dimension;
      for (const aligner of studiedAligners(plan, same)) {
        jobs.push({ image, text, prompts, aligner, label: alignerLabel(aligner) });
      }
    }
  }
  return jobs;
}

async function measureJobs(
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
  const folder = join(resolve(plan.report), 'alignment');
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
    requireGoingOn(signal);
    if (aligner.kind === 'learned-shift') {
      const outcomes = await learnedOutcomes(name, aligner, await raw(aligner), context);
      return { outcomes, fitSeconds: 0 };
    }
    const rows = await aligned(aligner);
    return { outcomes: await tasks[name](rows, context), fitSeconds: rows.fitSeconds };
  };
}

function requireGoingOn(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new MingaError('E_ABORTED', {
    found: 'the study of alignment was interrupted',
    fix: 'run the same command again: what was measured is kept',
  });
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
    aligner: alignerResult(aligner),
    train: plan.train,
    few: name === 'few-shot' ? { shots, draws } : null,
    prompts: name === 'zero-shot' && prompts !== null ? classPrompts(plan, dataset) : null,
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

async function pairFigures(
  measured: readonly Measured[],
  plan: Plan,
  { dataset, parts }: PreparedStudy,
  { onEvent }: StudyOptions,
): Promise<StudiedPair[]> {
  const { resamples, level } = plan.evaluate;
  const rows = { labels: labelsOf(dataset, parts.test), groups: groupsOf(dataset, parts.test) };
  const families = new Map<string, Measured[]>();
  for (const each of measured) {
    const name = JSON.stringify([each.job.image.result.id, each.job.text.result.id]);
    families.set(name, [...(families.get(name) ?? []), each]);
  }
  const measures = [...families.values()].map(measureNames);
  const total = measures.reduce((sum, names) => sum + names.length, 0);
  onEvent?.({ kind: 'stage', name: 'Resampling figures', unit: 'measure', total });
  let done = 0;
  const pairs: StudiedPair[] = [];
  for (const [f, family] of [...families.values()].entries()) {
    const aligners = family.map(
      ({ job, fitSeconds }): StudiedAligner => ({
        label: job.label,
        aligner: alignerResult(job.aligner),
        fitSeconds,
        measures: [],
      }),
    );
    for (const { task, name } of measures[f]) {
      // A resampling loop is long and synchronous: a bar must move and Ctrl-C work in between.
      await new Promise(resume => setImmediate(resume));
      const outcomes = new Map(
        family.flatMap(({ job, outcomes: own }) => {
          const outcome = own.get(task)?.get(name);
          return outcome === undefined ? [] : [[job.label, outcome] as const];
        }),
      );
      const figures = measureFigures(outcomes, rows, { resamples, level });
      for (const { label, measures: list } of aligners) {
        const own = figures.get(label);
        if (own !== undefined) list.push({ task, name, ...own });
      }
      done += 1;
      onEvent?.({ kind: 'progress', done });
    }
    const [{ job }] = family;
    pairs.push({
      image: job.image.result.id,
      text: job.text.result.id,
      dimensions: { image: job.image.result.dimension, text: job.text.result.dimension },
      aligners,
    });
  }
  return pairs;
}

/** Every measure that any aligner of a family has, in the order of the tasks. */
function measureNames(family: readonly Measured[]): { task: TaskName; name: string }[] {
  return taskNames.flatMap(task => {
    const names = new Set(
      family.flatMap(({ outcomes }) => [...(outcomes.get(task)?.keys() ?? [])]),
    );
    return [...names].map(name => ({ task, name }));
  });
}

function comparisonCount(pairs: readonly StudiedPair[]): number {
  return pairs
    .flatMap(({ aligners }) => aligners)
    .flatMap(({ measures }) => measures)
    .filter(({ differences }) => differences !== null).length;
}

/** What is made once, when it is first asked for. */
function lazily<A, T>(make: (argument: A) => Promise<T>): (argument: A) => Promise<T> {
  let made: Promise<T> | null = null;
  return argument => {
    made ??= make(argument);
    return made;
  };
}
