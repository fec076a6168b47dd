import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { decodeAligner } from '../align/index.ts';
import { type Audit, auditDataset } from '../audit/index.ts';
import { type Dataset, type Split, withBands } from '../data/index.ts';
import { decodeHead } from '../fuse/index.ts';
import { openProducts, openRuntime } from '../runtime/index.ts';
import { encodeSafetensors, Matrix, type TensorData } from '../tensor/index.ts';
import { encodedEvidence } from './audit-evidence.ts';
import { requireRawData } from './baseline/index.ts';
import { writeCases } from './cases/index.ts';
import { checkChapters, tellChapters } from './chapters.ts';
import type { EncodedDataset } from './embedding.ts';
import type { StudyListener } from './events.ts';
import { cellFigures, compareCells, seedMatrices } from './figures.ts';
import { isSingle, planCells } from './grid.ts';
import { withTests } from './inference/index.ts';
import { labelledRows } from './labelled-rows.ts';
import { headLatency } from './latency.ts';
import {
  describeMachine,
  describeSoftware,
  peakResidentBytes,
  processorSeconds,
} from './machine.ts';
import { incompleteNotice, incompleteRows } from './missingness/index.ts';
import { tellModalities } from './modalities.ts';
import { describePart, groupsOf, type Parts } from './parts.ts';
import { pictureEvidence } from './picture-evidence.ts';
import type { Plan } from './plan.ts';
import { prepareStudy } from './prepared-study.ts';
import { type Cell, notice, type Results, resultsSchema } from './results.ts';
import {
  alignerFile,
  headFile,
  labelsFile,
  readIfThere,
  resultsFile,
  writeWhole,
} from './run-folder.ts';
import { bestOnValidation, chooseAligners, comparisonsOf } from './selection.ts';
import { refuseForTask, selectOf, targetsOf } from './task/index.ts';
import { type FinishedCell, pairOf, type TrainingContext, trainCells } from './training.ts';
import { checkSubgroups } from './trust/index.ts';

export interface StudyOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: StudyListener;
}

/**
 * Runs a plan to its end: data, split, embeddings, grid, figures, choices. What an earlier run of
 * the same plan finished is not done again; whatever changes a cell's predictions changes its key.
 *
 * Only training rows are fitted on; epochs, λ and aligners are chosen on validation rows; test rows
 * are read once, for the figures.
 *
 * @returns what it wrote to `results.json` in the plan's `report` folder
 * @throws E_ABORTED where the signal aborts: the same call goes on from there
 * @example
 * const results = await runStudy(await readPlan('plans/ham10000.yaml'));
 */
export async function runStudy(given: Plan, options: StudyOptions = {}): Promise<Results> {
  const { signal, onEvent } = options;
  const started = { wall: performance.now(), processor: processorSeconds() };
  const folder = resolve(given.report.folder);
  const prepared = await prepareStudy(given, options, loaded => {
    tellModalities(given, loaded, onEvent);
    refuseForTask(given, loaded);
    if (given.baselines !== undefined) requireRawData(loaded);
    selectOf(loaded, given.evaluate.asked);
    checkSubgroups(given, loaded);
  });
  checkChapters(given, prepared);
  const { dataset, split, encoded, parts } = prepared;
  const select = selectOf(dataset, given.evaluate.asked);
  const plan = { ...given, evaluate: { ...given.evaluate, select } };
  const evidence = {
    ...(await pictureEvidence(plan, dataset, options)),
    ...encodedEvidence(dataset, encoded),
  };
  const audit = await auditDataset(withBands(dataset), split, evidence, { ...plan.audit, signal });
  tellSerious(audit, onEvent);
  const incomplete = incompleteRows(dataset, parts, encoded);
  const lacking = incompleteNotice(incomplete, plan.train.modalityDropout);
  if (lacking !== null) onEvent?.({ kind: 'note', message: lacking });
  await writeLabels(folder, dataset, parts);
  await writeCases(folder, dataset, parts);

  const designs = planCells(
    plan,
    encoded.images.map(({ result }) => result),
    encoded.texts.map(({ result }) => result),
  );
  const runtimes = Array.from({ length: lanes() }, () => openRuntime());
  try {
    const products = await openProducts(runtimes[0]);
    const context = { plan, dataset, encoded, parts, folder, runtimes, products, signal, onEvent };
    const { cells: finished, trainedNow } = await trainCells(designs, context);
    const rows = {
      validation: labelledRows(dataset, parts.validation),
      test: labelledRows(dataset, parts.test),
    };
    const { select, resamples, level, interval } = plan.evaluate;
    const figures = { resamples, level, interval, onEvent };
    const cells = await cellFigures(finished, rows, figures);
    const candidates = cells.map((cell, i) => ({
      cell,
      validation: seedMatrices(finished[i].trained, 'validation'),
    }));
    const choices = chooseAligners(candidates, select, rows.validation);
    const single = bestOnValidation(
      cells.filter(({ head }) => isSingle(head)),
      select,
    );
    const fused = bestOnValidation(
      cells.filter(({ id }) => choices.some(choice => choice.cell === id)),
      select,
    );
    const questions = comparisonsOf(cells, choices, single);
    const results: Results = {
      format: 'minga-results',
      version: 1,
      notice,
      name: plan.name,
      created: new Date().toISOString(),
      software: describeSoftware(),
      machine: describeMachine(),
      plan: describePlan(plan),
      dataset: { ...describeDataset(dataset, parts, encoded), incomplete },
      split: describeSplit(dataset, split, parts),
      audit,
      encoders: [...encoded.images, ...encoded.texts].map(({ result }) => result),
      cells,
      choices,
      best: { single: single?.id ?? null, fused: fused?.id ?? null },
      comparisons: await withTests(
        await compareCells(questions, finished, rows.test, figures),
        finished,
        rows.test,
        { select, resamples, onEvent },
      ),
      ...(await tellChapters({
        ...context,
        split,
        audit,
        designs,
        finished,
        cells,
        choices,
        best: { single, fused },
        rows,
      })),
      evaluation: {
        select,
        resamples,
        level,
        interval,
        testRows: parts.test.length,
        testGroups: new Set(rows.test.groups).size,
      },
      costs: {
        cellsTrainedNow: trainedNow,
        headLatency: await bestHeadLatency(fused, finished, context),
        wallSeconds: (performance.now() - started.wall) / 1000,
        processorSeconds: processorSeconds() - started.processor,
        peakResidentBytes: peakResidentBytes(),
      },
    };
    const checked = resultsSchema.parse(results);
    await writeWhole(join(folder, resultsFile), `${JSON.stringify(checked, null, 2)}\n`);
    return checked;
  } finally {
    await Promise.all(runtimes.map(runtime => runtime.close()));
  }
}

/** Without `asked`, which only tells a run whether the task is to say what is chosen by. */
function describePlan({ evaluate: { asked, ...evaluate }, ...plan }: Plan): Results['plan'] {
  return { ...plan, evaluate };
}

function tellSerious({ findings }: Audit, onEvent: StudyListener | undefined): void {
  for (const { severity, title, remedy } of findings) {
    if (severity === 'serious') onEvent?.({ kind: 'note', message: `${title}: ${remedy}` });
  }
}

/** Each lane holds the rows once more, so memory bounds them before processors do. */
function lanes(): number {
  return Math.min(availableParallelism(), 4);
}

async function writeLabels(folder: string, dataset: Dataset, parts: Parts): Promise<void> {
  const tensor = (rows: Int32Array): TensorData => {
    const targets = targetsOf(dataset, rows);
    return targets instanceof Matrix
      ? { dtype: 'F32', shape: [targets.rows, targets.columns], data: targets.data }
      : { dtype: 'I32', shape: [rows.length], data: targets };
  };
  const bytes = encodeSafetensors([
    ['validation', tensor(parts.validation)],
    ['test', tensor(parts.test)],
  ]);
  await writeWhole(join(folder, labelsFile), bytes);
}

function describeDataset(
  dataset: Dataset,
  parts: Parts,
  encoded: EncodedDataset,
): Results['dataset'] {
  const failed = [...encoded.images, ...encoded.texts].flatMap(({ result }) => result.failed);
  return {
    name: dataset.name,
    hash: dataset.hash,
    rowsRead: dataset.rowsRead,
    samples: parts.train.length + parts.validation.length + parts.test.length,
    classes: [...dataset.classes],
    groupColumn: dataset.groupColumn,
    textFields: [...dataset.textFields],
    // One row can fail under several encoders and is still one row.
    skipped: [...new Map([...dataset.skipped, ...failed].map(row => [row.place, row])).values()],
    warnings: [...dataset.warnings],
  };
}

function describeSplit(dataset: Dataset, split: Split, parts: Parts): Results['split'] {
  return {
    hash: split.hash,
    method: split.method,
    seed: split.seed,
    straddling: straddlingOf(dataset, parts),
    warnings: [...split.warnings],
    train: describePart(dataset, parts.train),
    validation: describePart(dataset, parts.validation),
    test: describePart(dataset, parts.test),
  };
}

/** Groups of the data set with rows in more than one part. */
function straddlingOf(dataset: Dataset, { train, validation, test }: Parts): number {
  const groups = [train, validation, test].map(rows => new Set(groupsOf(dataset, rows)));
  const [inTrain, inValidation, inTest] = groups;
  const twice = (name: string) => groups.filter(own => own.has(name)).length > 1;
  return [...new Set([...inTrain, ...inValidation, ...inTest])].filter(twice).length;
}

async function bestHeadLatency(
  best: Cell | null,
  finished: readonly FinishedCell[],
  context: Pick<TrainingContext, 'encoded' | 'parts' | 'folder' | 'runtimes'>,
) {
  const cell = finished.find(({ design }) => design.id === best?.id);
  if (cell === undefined) return null;
  const { key } = cell.trained;
  const head = await readIfThere(join(context.folder, headFile(key)));
  const aligner = await readIfThere(join(context.folder, alignerFile(key)));
  if (head === null || aligner === null) return null;
  const test = context.parts.test.subarray(0, 200);
  const pair = await pairOf(cell.design, context.encoded, test);
  return headLatency(
    context.runtimes[0],
    decodeAligner(aligner),
    decodeHead(head),
    pair.image,
    pair.text,
  );
}
