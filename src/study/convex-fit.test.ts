import { afterAll, beforeAll, expect, test } from 'vitest';
import { classificationTask, headDesign, headSettings, type LabelledPairs } from '../fuse/index.ts';
import { openRuntime, type Runtime } from '../runtime/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { bestConvexFit, type ConvexJob } from './convex-fit.ts';

/** Classes that differ by little in a narrow cone, as unit rows of an encoder do. */
function samples(rows: number, seed: number): LabelledPairs {
  const random = new Random(seed, 'convex fit');
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const matrix = Matrix.zeros(rows, 6);
  labels.forEach((label, i) => {
    const row = matrix.row(i);
    for (let j = 0; j < 6; j++) row[j] = 0.02 * random.normal();
    row[0] += 1;
    row[1] += label === 1 ? 0.02 : -0.02;
  });
  return { image: matrix, text: Matrix.zeros(rows, 1), labels };
}

let runtime: Runtime;
beforeAll(() => {
  runtime = openRuntime();
});
afterAll(() => runtime.close());

const task = classificationTask(['a', 'b']);
const settings = headSettings('image');
const job: Omit<ConvexJob, 'C'> = {
  network: headDesign('image').network({ image: 6, text: 1 }, task.units, settings),
  task,
  train: samples(200, 1),
  validation: samples(200, 2),
  classWeights: 'none',
};
const lossOf = async (C: readonly number[]) => {
  const { fit, C: chosen } = await bestConvexFit(runtime, { ...job, C });
  return { chosen, loss: fit.history[fit.bestEpoch - 1].validationLoss };
};

test('weaker penalties are tried while the weakest of a grid is the best', async () => {
  const { chosen, loss } = await lossOf([1, 10]);
  expect(chosen).toBeGreaterThan(10);
  expect(loss).toBeLessThan((await lossOf([10])).loss);
});

test('a single penalty is taken as it is, and of a wide grid the best, in whatever order', async () => {
  expect((await lossOf([10])).chosen).toBe(10);
  const grid = [1e6, 10, 1000, 1e5];
  const { chosen, loss } = await lossOf(grid);
  expect(grid).toContain(chosen);
  for (const C of grid) expect(loss).toBeLessThanOrEqual((await lossOf([C])).loss);
});
