import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { alignerDesign, type EmbeddingPair } from '../align/index.ts';
import { accuracy, auroc, macroF1 } from '../evaluate/index.ts';
import {
  classificationTask,
  fittedHead,
  type HeadSettings,
  headDesign,
  headSettings,
  openTrainer,
} from '../fuse/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import { type CellDesign, headLabel, isSingle, vectorPrecision } from './grid.ts';
import { describeSoftware } from './machine.ts';
import { type PaperClaim, paperClaimSchema } from './results.ts';
import { readIfThere, writeWhole } from './run-folder.ts';
import { type RawParts, rawParts, type TrainingContext } from './training.ts';

/** The paper's epochs on HAM10000, all of them trained: nothing stops early there. */
const epochs = 30;

/** λ where the plan has no grid of its own; the paper's lies between these. */
const usualLambdas = [0, 0.25, 0.5, 0.75, 1];

/**
 * What the paper's own protocol would claim for its alignment, for every fused head on every pair of
 * encoders: the gap vector from all rows, one run, the epoch with the best macro F1 on the test rows,
 * then the λ with the best one. Every figure made so is optimistic: the test rows choose twice. It
 * stands beside the honest figures and enters none of them.
 */
export async function paperClaims(
  designs: readonly CellDesign[],
  context: TrainingContext,
): Promise<PaperClaim[]> {
  const fused = fusedHeads(designs);
  const { runtimes, onEvent } = context;
  onEvent?.({ kind: 'stage', name: 'The paper’s protocol', unit: 'head', total: fused.length });
  const claims = new Array<PaperClaim>(fused.length);
  let [next, done] = [0, 0];
  async function lane(runtime: Runtime): Promise<void> {
    while (next < fused.length) {
      const i = next++;
      claims[i] = await claimOf(fused[i], context, runtime);
      done += 1;
      onEvent?.({ kind: 'progress', done });
    }
  }
  await Promise.all(runtimes.map(lane));
  return claims;
}

/** Every fused head on every pair of encoders, once. */
function fusedHeads(designs: readonly CellDesign[]): CellDesign[] {
  const heads = new Map<string, CellDesign>();
  for (const design of designs) {
    if (isSingle(design.head) || headDesign(design.head.name).fitting !== undefined) continue;
    const name = JSON.stringify([design.image?.id, design.text?.id, design.head]);
    if (!heads.has(name)) heads.set(name, design);
  }
  return [...heads.values()];
}

async function claimOf(
  design: CellDesign,
  context: TrainingContext,
  runtime: Runtime,
): Promise<PaperClaim> {
  const lambdas = lambdasOf(context);
  const file = join(context.folder, 'paper', `${claimKey(design, lambdas, context)}.json`);
  const known = await readIfThere(file);
  if (known !== null) {
    const parsed = paperClaimSchema.safeParse(parsedJson(known.toString('utf8')));
    if (parsed.success) return parsed.data;
  }
  const rows = await rawParts(design, context);
  const points: PaperClaim['points'] = [];
  for (const lambda of lambdas)
    points.push(await point(lambda, design.head, rows, context, runtime));
  const best = points.reduce((a, b) => (b.macroF1 > a.macroF1 ? b : a));
  const start = points.find(({ lambda }) => lambda === 0) ?? points[0];
  const claim: PaperClaim = {
    optimistic: true,
    head: headLabel(design.head),
    image: design.image?.id ?? '',
    text: design.text?.id ?? '',
    points,
    lambda: best.lambda,
    gain: {
      accuracy: best.accuracy - start.accuracy,
      macroF1: best.macroF1 - start.macroF1,
      auroc: best.auroc === null || start.auroc === null ? null : best.auroc - start.auroc,
    },
  };
  await writeWhole(file, JSON.stringify(claim));
  return claim;
}

/** One run under one λ, judged at its best epoch on the test rows. */
async function point(
  lambda: number,
  { name, hidden, dropout }: HeadSettings,
  rows: RawParts,
  { plan, dataset, products, signal }: TrainingContext,
  runtime: Runtime,
): Promise<PaperClaim['points'][number]> {
  // The paper drops no modality.
  const head = headSettings(name, { hidden, dropout });
  const aligner = await alignerDesign({ kind: 'shift', lambda }).fit(allRows(rows), products);
  const [train, test] = [
    await aligner.transform(rows.train, products),
    await aligner.transform(rows.test, products),
  ];
  const task = classificationTask(dataset.classes);
  const dimensions = { image: train.image.columns, text: train.text.columns };
  const network = headDesign(head.name).network(dimensions, task.units, head);
  const options = {
    ...plan.train,
    epochs,
    patience: epochs,
    monitor: 'macroF1',
    threads: 1,
  } as const;
  const trainer = await openTrainer(runtime, network, task, options);
  try {
    const { labels } = rows.test;
    await trainer.load({ ...train, labels: rows.train.labels }, { ...test, labels });
    const fit = await trainer.fit({ seed: plan.train.seeds[0], signal });
    const fitted = fittedHead(head, task, dimensions, fit.variables);
    const predictor = await fitted.open(runtime, { threads: 1 });
    try {
      const probabilities = await predictor.predictProbabilities(test);
      const area = auroc(labels, probabilities);
      return {
        lambda,
        epoch: fit.bestEpoch,
        accuracy: accuracy(labels, probabilities),
        macroF1: macroF1(labels, probabilities),
        auroc: Number.isFinite(area) ? area : null,
      };
    } finally {
      await predictor.close();
    }
  } finally {
    await trainer.close();
  }
}

/** Training, validation and test rows together: what the paper's gap vector is the mean of. */
function allRows({ train, validation, test }: RawParts): EmbeddingPair {
  return {
    image: stacked([train.image, validation.image, test.image]),
    text: stacked([train.text, validation.text, test.text]),
  };
}

function stacked(parts: readonly Matrix[]): Matrix {
  const [{ columns }] = parts;
  const whole = Matrix.zeros(
    parts.reduce((rows, part) => rows + part.rows, 0),
    columns,
  );
  let at = 0;
  for (const { data } of parts) {
    whole.data.set(data, at);
    at += data.length;
  }
  return whole;
}

function lambdasOf({ plan }: TrainingContext): number[] {
  const planned = plan.align.flatMap(aligner => (aligner.kind === 'shift' ? aligner.lambda : []));
  const grid = planned.length === 0 ? usualLambdas : [0, ...planned];
  return [...new Set(grid)].sort((a, b) => a - b);
}

function claimKey(
  { image, text, head }: CellDesign,
  lambdas: readonly number[],
  { plan, parts }: TrainingContext,
): string {
  const content = {
    minga: describeSoftware().minga,
    rows: parts.hash,
    image: image?.fingerprint,
    text: text?.fingerprint,
    ...vectorPrecision(plan),
    head,
    train: plan.train,
    lambdas,
  };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
