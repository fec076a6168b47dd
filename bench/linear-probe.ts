/**
 * Seconds of a linear probe trained to convergence: `openConvexTrainer` from end to end (opening the
 * model, handing over the rows, finding coordinates, L-BFGS, validation) beside scikit-learn's
 * `LogisticRegression(solver='lbfgs')` on the same float32 rows, with the same penalty, class
 * weights and tolerance. Both processes stay alive and take turns, so that a noisy machine is noisy
 * for both.
 *
 *     npx tsx bench/linear-probe.ts [--python PATH] [--rounds N]
 *
 * Prints a Markdown table: median and range over the rounds, peak resident memory of each process,
 * and for the last fit of each the objective and the largest slope, both computed here from its
 * coefficients in double precision.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openConvexTrainer } from '../src/fuse/convex-trainer.ts';
import { classificationTask, headDesign, headSettings } from '../src/fuse/index.ts';
import { openRuntime } from '../src/runtime/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';

const [rows, validationRows, columns, threads] = [13_012, 1_301, 1_024, 2];
// HAM10000's: two thirds of one class, one hundredth of another.
const shares = [0.669, 0.111, 0.11, 0.051, 0.033, 0.014, 0.012];
const classes = shares.length;
const settings = [
  { c: 1, tolerance: 1e-4 },
  { c: 1, tolerance: 1e-6 },
  { c: 100, tolerance: 1e-4 },
];

interface Job {
  readonly folder: string;
  readonly rows: number;
  readonly columns: number;
  readonly threads: number;
  readonly c: number;
  readonly tolerance: number;
}

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: '/opt/peer/venv/bin/python' },
    rounds: { type: 'string', default: '5' },
    /** Set by the bench itself: this process is the one that is measured. */
    measure: { type: 'string' },
  },
});

/**
 * Rows like embeddings: latent directions of falling variance, which carry the classes faintly, a
 * common offset (the cone), noise, and unit length.
 */
function embeddings(n: number, stream: string): { x: Matrix; labels: Int32Array } {
  const latent = 128;
  const shape = new Random(0, 'shape');
  const normals = (length: number) => Float64Array.from({ length }, () => shape.normal());
  const directions = Array.from({ length: latent }, (_, k) =>
    normals(columns).map(z => z * (k + 1) ** -0.7),
  );
  const means = shares.map(() => normals(latent).map(z => 0.12 * z));
  const offset = normals(columns).map(z => 0.5 * z);
  const random = new Random(0, stream);
  const labels = Int32Array.from({ length: n }, () => drawn(random.uniform()));
  const x = Matrix.zeros(n, columns);
  const row = new Float64Array(columns);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < columns; j++) row[j] = offset[j] + 0.3 * random.normal();
    directions.forEach((direction, k) => {
      const z = random.normal() + means[labels[i]][k];
      for (let j = 0; j < columns; j++) row[j] += z * direction[j];
    });
    const length = Math.hypot(...row);
    x.row(i).set(row.map(value => (Math.SQRT2 * value) / length));
  }
  return { x, labels };
}

/** The class into whose share of 0 … 1 the number falls. */
function drawn(uniform: number): number {
  let below = 0;
  for (const [k, share] of shares.entries()) {
    below += share;
    if (uniform < below) return k;
  }
  return classes - 1;
}

async function loaded(folder: string, part: string, n: number) {
  const [x, labels] = await Promise.all(
    ['x', 'y'].map(async name => (await readFile(join(folder, `${part}.${name}`))).buffer),
  );
  return {
    image: new Matrix(n, columns, new Float32Array(x)),
    text: Matrix.zeros(n, 0),
    labels: new Int32Array(labels),
  };
}

/** The measured side: a line in is one fit, a line out what it took; the coefficients go to a file. */
async function measure({ folder, c, tolerance }: Job): Promise<void> {
  const runtime = openRuntime();
  const task = classificationTask(shares.map((_, k) => `class ${k}`));
  const design = headDesign('image');
  const network = design.network({ image: columns, text: 0 }, classes, headSettings('image'));
  const [train, validation] = [
    await loaded(folder, 'train', rows),
    await loaded(folder, 'validation', validationRows),
  ];
  for await (const _ of createInterface({ input: process.stdin })) {
    const started = performance.now();
    const penalty = 1 / (c * rows);
    const trainer = await openConvexTrainer(runtime, network, task, {
      penalty,
      tolerance,
      threads,
    });
    await trainer.load(train, validation);
    const { variables, history, converged } = await trainer.fit({ seed: 0 });
    await trainer.close();
    const seconds = (performance.now() - started) / 1000;
    const parts = ['output.weight', 'output.bias'].map(name => variables.get(name) ?? []);
    await writeFile(join(folder, 'ours'), Float32Array.from(parts.flatMap(part => [...part])));
    const megabytes = process.resourceUsage().maxRSS / 1024;
    const iterations = history.length - 1;
    console.log(JSON.stringify({ seconds, megabytes, iterations, converged }));
  }
  await runtime.close();
}

interface Turn {
  readonly seconds: number;
  readonly megabytes: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** A process that is measured. */
interface Runner {
  turn(): Promise<Turn>;
  close(): Promise<void>;
}

function runner(command: string, args: readonly string[]): Runner {
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error(`${command} without pipes`);
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    async turn() {
      stdin.write('\n');
      const { value, done } = await lines.next();
      if (done) throw new Error(`${command} ${args.join(' ')} ended with ${child.exitCode}`);
      return JSON.parse(value);
    },
    async close() {
      stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Objective and largest slope of coefficients in a file: W [C, d], then b [C], float32. */
async function judged({ folder, c }: Job, name: string, x: Matrix, labels: Int32Array) {
  const bytes = await readFile(join(folder, name));
  const numbers = new Float32Array(new Uint8Array(bytes).buffer);
  const [weight, bias] = [numbers.subarray(0, columns * classes), numbers.subarray(-classes)];
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] += 1;
  const penalty = 1 / (c * rows);
  const slopes = Float64Array.from(weight, w => penalty * w);
  const biasSlopes = new Float64Array(classes);
  let objective = weight.reduce((sum, w) => sum + 0.5 * penalty * w * w, 0);
  for (let i = 0; i < rows; i++) {
    const row = x.row(i);
    const logits = Float64Array.from(bias);
    for (let k = 0, at = 0; k < classes; k++)
      for (let j = 0; j < columns; j++) logits[k] += row[j] * weight[at++];
    const top = Math.max(...logits);
    const sum = logits.reduce((partial, z) => partial + Math.exp(z - top), 0);
    const share = 1 / (classes * counts[labels[i]]);
    objective += share * (top + Math.log(sum) - logits[labels[i]]);
    const residuals = logits.map(
      (z, k) => share * (Math.exp(z - top) / sum - (k === labels[i] ? 1 : 0)),
    );
    for (let k = 0, at = 0; k < classes; k++)
      for (let j = 0; j < columns; j++) slopes[at++] += row[j] * residuals[k];
    for (let k = 0; k < classes; k++) biasSlopes[k] += residuals[k];
  }
  const slope = [...slopes, ...biasSlopes].reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  return `${objective.toFixed(8)} (${slope.toExponential(1)})`;
}

function summary(turns: readonly Turn[]) {
  const sorted = turns.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const { iterations, converged } = turns[0];
  return {
    median,
    text: `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
    iterations: converged ? `${iterations}` : `${iterations}, not converged`,
    megabytes: Math.max(...turns.map(({ megabytes }) => megabytes)).toFixed(0),
  };
}

async function compare(job: Job, x: Matrix, labels: Int32Array): Promise<string> {
  const own = fileURLToPath(import.meta.url);
  const peer = fileURLToPath(new URL('linear-probe-peer.py', import.meta.url));
  const pair = [
    runner(process.execPath, ['--import', 'tsx', own, '--measure', JSON.stringify(job)]),
    runner(options.python, [peer, JSON.stringify(job)]),
  ];
  const turns: readonly Turn[][] = [[], []];
  for (let round = 0; round <= Number(options.rounds); round++) {
    for (const [i, { turn }] of pair.entries()) {
      const measured = await turn();
      // The first turn warms up.
      if (round > 0) turns[i].push(measured);
    }
  }
  for (const { close } of pair) await close();
  const [ours, theirs] = turns.map(summary);
  const judgements = [await judged(job, 'ours', x, labels), await judged(job, 'theirs', x, labels)];
  const ratio = (theirs.median / ours.median).toFixed(1);
  return `| ${job.c} | ${job.tolerance} | ${ours.text} | ${theirs.text} | ${ratio} | ${ours.iterations} | ${theirs.iterations} | ${judgements.join(' | ')} | ${ours.megabytes} | ${theirs.megabytes} |`;
}

if (options.measure !== undefined) {
  await measure(JSON.parse(options.measure));
} else {
  const folder = await mkdtemp(join(tmpdir(), 'minga-linear-probe-'));
  try {
    const [train, validation] = [
      embeddings(rows, 'train'),
      embeddings(validationRows, 'validation'),
    ];
    for (const [part, { x, labels }] of Object.entries({ train, validation })) {
      await writeFile(join(folder, `${part}.x`), x.data);
      await writeFile(join(folder, `${part}.y`), labels);
    }
    console.log(
      '| C | tolerance | Minga, s | scikit-learn, s | ratio | Minga, iterations | scikit-learn, iterations | Minga, objective (slope) | scikit-learn, objective (slope) | Minga, MB | scikit-learn, MB |',
    );
    console.log('|---|---|---|---|---|---|---|---|---|---|---|');
    for (const { c, tolerance } of settings) {
      const job = { folder, rows, columns, threads, c, tolerance };
      console.log(await compare(job, train.x, train.labels));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}
