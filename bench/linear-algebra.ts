/**
 * Products and factorisations of embeddings' size, beside NumPy and SciPy doing the same. The rows are
 * made up: normal numbers whose columns' scale falls as embeddings' principal components do.
 *
 * npx tsx bench/linear-algebra.ts [--rows N] [--columns D] [--small D] [--threads N] [--rounds R]
 *   [--only NAME,…] [--python PATH] [--alone] [--json FILE]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  cholesky,
  covarianceOf,
  DoubleMatrix,
  inverseSquareRoot,
  leadingEigen,
  polarFactor,
  symmetricEigen,
} from '../src/linear-algebra/index.ts';
import { openProducts, openRuntime } from '../src/runtime/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';
import { namesOf, sharedOptions, wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';
import { type Runner, startRunner } from './runner.ts';
import { printRatio, printSummary, summarise, tableHead, tableRow } from './summary.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '16000' },
    columns: { type: 'string', default: '4096' },
    small: { type: 'string', default: '768' },
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    /** Without the peer. */
    alone: { type: 'boolean', default: false },
    python: sharedOptions.python,
    json: sharedOptions.json,
  },
});
const [rows, columns, small] = [options.rows, options.columns, options.small].map(wholeNumber);
const threads = wholeNumber(options.threads);

/** Seconds, and a number by which both sides can be seen to have computed the same. */
interface Answer {
  readonly seconds: number;
  readonly check: number;
}

/** Uncorrelated columns turned by a reflection, so that no axis is a principal one. */
function madeUp(): Matrix {
  const random = new Random(0, 'linear algebra bench');
  const pool = Float32Array.from({ length: 1_000_003 }, () => random.normal());
  const scale = Float32Array.from({ length: columns }, (_, j) => (1 + j) ** -0.5);
  const mirror = Float32Array.from({ length: columns }, () => random.normal());
  const squares = mirror.reduce((sum, x) => sum + x * x, 0);
  const matrix = Matrix.zeros(rows, columns);
  for (let i = 0; i < rows; i++) {
    const row = matrix.row(i);
    const from = random.below(pool.length - columns);
    let along = 0;
    for (let j = 0; j < columns; j++) {
      row[j] = scale[j] * pool[from + j];
      along += row[j] * mirror[j];
    }
    for (let j = 0; j < columns; j++) row[j] += 0.5 - (2 * along * mirror[j]) / squares;
  }
  return matrix;
}

function columnMeans(matrix: Matrix): Float32Array {
  const sums = new Float64Array(matrix.columns);
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    for (let j = 0; j < sums.length; j++) sums[j] += row[j];
  }
  return Float32Array.from(sums, sum => sum / matrix.rows);
}

function corner(matrix: DoubleMatrix, height: number, width: number): DoubleMatrix {
  const part = DoubleMatrix.zeros(height, width);
  for (let i = 0; i < height; i++) part.row(i).set(matrix.row(i).subarray(0, width));
  return part;
}

function trace({ rows: height, columns: width, data }: DoubleMatrix): number {
  let sum = 0;
  for (let i = 0; i < Math.min(height, width); i++) sum += data[i * (width + 1)];
  return sum;
}

const total = (numbers: Float64Array) => numbers.reduce((sum, x) => sum + x, 0);

const runtime = openRuntime();
const products = await openProducts(runtime, { threads });
const data = madeUp();
const mean = columnMeans(data);
const covariance = await covarianceOf(data, mean, products);
// What shrinkage adds to a covariance before it is inverted.
const ridge = (1e-3 * trace(covariance)) / columns;
for (let i = 0; i < columns; i++) covariance.data[i * (columns + 1)] += ridge;
const [square, wide] = [corner(covariance, small, small), corner(covariance, small, columns)];

const jobs: Readonly<Record<string, () => Promise<number> | number>> = {
  covariance: async () => trace(await covarianceOf(data, mean, products)),
  eigenSmall: () => total(symmetricEigen(square).values),
  leadingSmall: async () => total((await leadingEigen(covariance, small, products)).values),
  leading256: async () => total((await leadingEigen(covariance, 256, products)).values),
  cholesky: async () => trace(await cholesky(covariance, products)),
  inverseSquareRoot: async () => trace(await inverseSquareRoot(covariance, products)),
  polar: async () => trace(await polarFactor(wide, products)),
};
const titles: Readonly<Record<string, string>> = {
  covariance: `covariance of ${rows} × ${columns}`,
  eigenSmall: `all eigenpairs of ${small}`,
  leadingSmall: `${small} leading eigenpairs of ${columns}`,
  leading256: `256 leading eigenpairs of ${columns}`,
  cholesky: `Cholesky factor of ${columns}`,
  inverseSquareRoot: `inverse square root of ${columns}`,
  polar: `polar factor of ${small} × ${columns}`,
};

async function ours(name: string): Promise<Answer> {
  const started = performance.now();
  const check = await jobs[name]();
  return { seconds: (performance.now() - started) / 1000, check };
}

const folder = await mkdtemp(join(tmpdir(), 'minga-bench-linear-'));
try {
  const protocol = openProtocol(options.json);
  const chosen = options.only === '' ? Object.keys(jobs) : namesOf(options.only);
  let peer: Runner<object, Answer> | null = null;
  if (!options.alone) {
    const path = join(folder, 'rows.f32');
    await writeFile(path, new Uint8Array(data.data.buffer));
    const script = fileURLToPath(new URL('./linear-algebra-peer.py', import.meta.url));
    const job = { path, columns, small, threads };
    peer = await startRunner('Python', options.python, [script, JSON.stringify(job)]);
    protocol.note([peer]);
  }
  const answers = new Map<string, { ours: Answer[]; theirs: Answer[] }>();
  for (let round = 0; round < wholeNumber(options.rounds); round++) {
    for (const name of chosen) {
      const own = answers.get(name) ?? { ours: [], theirs: [] };
      own.ours.push(await ours(name));
      if (peer !== null) own.theirs.push(await peer.turn({ job: name }));
      answers.set(name, own);
    }
  }
  console.log(`${threads} threads, seconds: median (range)\n`);
  console.log(tableHead(['', 'minga', 'NumPy, SciPy', 'theirs : ours', 'check, ours', 'theirs']));
  for (const [name, own] of answers) {
    const seconds = summarise(own.ours.map(answer => answer.seconds));
    const theirs = own.theirs.length > 0 ? summarise(own.theirs.map(a => a.seconds)) : null;
    console.log(
      tableRow([
        titles[name],
        printSummary(seconds),
        theirs === null ? '' : printSummary(theirs),
        theirs === null ? '' : printRatio(seconds, theirs),
        own.ours[0].check.toPrecision(8),
        own.theirs[0]?.check.toPrecision(8) ?? '',
      ]),
    );
  }
  const peak = (process.resourceUsage().maxRSS / 1024).toFixed(0);
  console.log(`\npeak resident ${peak} MiB, the rows themselves ${(rows * columns * 4) >> 20} MiB`);
  await peer?.close();
  protocol.finish(Object.fromEntries(answers));
} finally {
  await runtime.close();
  await rm(folder, { recursive: true });
}
