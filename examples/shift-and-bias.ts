/**
 * Why a pure shift of a modality changes nothing for a linear head at its minimum, and where the
 * effect of alignment comes from instead: the derivation is in docs/alignment.md.
 *
 *     npx tsx examples/shift-and-bias.ts
 *
 * Research use only; not a medical device.
 */
import { fitShiftBasis } from '../src/align/index.ts';
import { auroc } from '../src/evaluate/index.ts';
import {
  classificationTask,
  fittedHead,
  headDesign,
  headSettings,
  type LabelledPairs,
  openConvexTrainer,
  openTrainer,
} from '../src/fuse/index.ts';
import { openRuntime } from '../src/runtime/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';

const [dimension, classes] = [32, ['benign', 'malignant']];
const task = classificationTask(classes);
const settings = headSettings('linear');
const runtime = openRuntime();

/** Two cones with their axes at a right angle; a little of each row tells its class. */
function cases(rows: number, seed: number): LabelledPairs {
  const random = new Random(seed, 'shift and bias');
  const labels = Int32Array.from({ length: rows }, () => random.below(2));
  const cone = (axis: number) => {
    const matrix = Matrix.zeros(rows, dimension);
    labels.forEach((label, i) => {
      const row = matrix.row(i);
      for (let j = 0; j < dimension; j++) row[j] = 0.08 * random.normal();
      row[axis] += 1;
      row[2 + axis] += label === 1 ? 0.08 : -0.08;
    });
    return matrix;
  };
  return { image: cone(0), text: cone(1), labels };
}

const [train, validation, test] = [cases(600, 1), cases(200, 2), cases(1000, 3)];
const basis = await fitShiftBasis(train, 'interpolate');

/** Unit rows moved by half of λ times the gap vector each; not brought to unit length again. */
async function moved(pairs: LabelledPairs, lambda: number): Promise<LabelledPairs> {
  const { image, text } = await basis.match(pairs);
  const by = (rows: Matrix, factor: number) =>
    new Matrix(
      rows.rows,
      rows.columns,
      rows.data.map((x, k) => x + factor * basis.gapVector[k % rows.columns]),
    );
  return { image: by(image, -lambda / 2), text: by(text, lambda / 2), labels: pairs.labels };
}

/** The paper's rule: moved, then unit rows again. */
async function aligned(pairs: LabelledPairs, lambda: number): Promise<LabelledPairs> {
  return { ...(await basis.at(lambda).transform(pairs)), labels: pairs.labels };
}

interface Parts {
  readonly train: LabelledPairs;
  readonly validation: LabelledPairs;
  readonly test: LabelledPairs;
}

type Change = (pairs: LabelledPairs, lambda: number) => Promise<LabelledPairs>;

async function partsUnder(change: Change, lambda: number): Promise<Parts> {
  return {
    train: await change(train, lambda),
    validation: await change(validation, lambda),
    test: await change(test, lambda),
  };
}

const network = headDesign('linear').network({ image: dimension, text: dimension }, 1, settings);

async function areaOf(rows: Parts, variables: ReadonlyMap<string, Float32Array>): Promise<number> {
  const head = fittedHead(settings, task, { image: dimension, text: dimension }, variables);
  const predictor = await head.open(runtime);
  const probabilities = await predictor.predictProbabilities(rows.test);
  await predictor.close();
  return auroc(rows.test.labels, probabilities);
}

/** To the minimum of the loss. */
async function converged(rows: Parts): Promise<number> {
  const trainer = await openConvexTrainer(runtime, network, task, { tolerance: 1e-7 });
  await trainer.load(rows.train, rows.validation);
  const { variables } = await trainer.fit({ seed: 0 });
  await trainer.close();
  return areaOf(rows, variables);
}

/** Two epochs of AdamW, from the same start. */
async function underTrained(rows: Parts): Promise<number> {
  const trainer = await openTrainer(runtime, network, task, { epochs: 2, patience: 2 });
  await trainer.load(rows.train, rows.validation);
  const { variables } = await trainer.fit({ seed: 0 });
  await trainer.close();
  return areaOf(rows, variables);
}

console.log('AUROC on test rows                     λ = 0    λ = 0.5   λ = 1');
for (const [name, change, judged] of [
  ['moved only, at the minimum', moved, converged],
  ['moved only, two epochs', moved, underTrained],
  ['moved and unit rows, at the minimum', aligned, converged],
  ['moved and unit rows, two epochs', aligned, underTrained],
] as const) {
  const areas: string[] = [];
  for (const lambda of [0, 0.5, 1]) {
    areas.push((await judged(await partsUnder(change, lambda))).toFixed(4));
  }
  console.log(`${name.padEnd(38)} ${areas.join('   ')}`);
}
await runtime.close();
