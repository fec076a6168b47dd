/**
 * Fits of every aligner at embeddings' size, beside NumPy, SciPy and scikit-learn fitting the same.
 * The pairs are made up: two cones, the scale of whose columns falls as that of embeddings' principal
 * components does, turned so that no axis is a principal one, and related in the columns that both
 * have. The agreement is the largest difference between the two sides' mean cosines of pairs and of
 * neighbouring rows, over 256 training rows that the fitted aligner was applied to. (Optimal
 * transport takes other points on either side, so there it says little.)
 *
 * npx tsx bench/aligners.ts [--rows N] [--image D] [--text D] [--threads N] [--rounds R]
 *   [--only NAME,…] [--python PATH] [--alone] [--json FILE]
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type AlignerSettings, alignerDesign, type EmbeddingPair } from '../src/align/index.ts';
import { openProducts, openRuntime, type RuntimeProducts } from '../src/runtime/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';
import { namesOf, sharedOptions, wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';
import { type Runner, startRunner } from './runner.ts';
import { printRatio, printSummary, summarise, tableHead, tableRow } from './summary.ts';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '16000' },
    image: { type: 'string', default: '768' },
    text: { type: 'string', default: '4096' },
    threads: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    /** Without the peer. */
    alone: { type: 'boolean', default: false },
    python: sharedOptions.python,
    json: sharedOptions.json,
  },
});
const [rows, imageColumns, textColumns, threads] = [
  options.rows,
  options.image,
  options.text,
  options.threads,
].map(wholeNumber);
const shownRows = 256;

/** What is fitted, by the name that both sides know it by. */
const designs: readonly (readonly [string, AlignerSettings])[] = [
  ['none, pca', { kind: 'none', dimensions: 'pca' }],
  ['standardise', { kind: 'standardise' }],
  ['center', { kind: 'center' }],
  ['shift', { kind: 'shift', lambda: 0.5 }],
  ['orthogonal-shift', { kind: 'orthogonal-shift' }],
  ['realign', { kind: 'realign' }],
  ['procrustes', { kind: 'procrustes' }],
  ['whiten, zca', { kind: 'whiten' }],
  ['whiten, pca', { kind: 'whiten', method: 'pca' }],
  ['ridge', { kind: 'ridge' }],
  ['cca', { kind: 'cca' }],
  ['optimal-transport', { kind: 'optimal-transport' }],
];

/**
 * Wall seconds of a fit, seconds of all threads on a core, and cosines by which both sides can be seen
 * to have fitted the same.
 */
interface Answer {
  readonly seconds: number;
  readonly cpu: number;
  readonly cosines: readonly number[];
}

function madeUp(): EmbeddingPair {
  const random = new Random(0, 'aligners bench');
  const pool = Float32Array.from({ length: 1_000_003 }, () => random.normal());
  const normals = (length: number) => {
    const from = random.below(pool.length - length);
    return pool.subarray(from, from + length);
  };
  const common = Math.min(imageColumns, textColumns);
  const [image, text] = [coneOf(imageColumns, random), coneOf(textColumns, random)];
  for (let i = 0; i < rows; i++) {
    const own = normals(imageColumns);
    image.place(i, own);
    const other = normals(textColumns).slice();
    for (let j = 0; j < common; j++) other[j] = 0.6 * own[j] + 0.8 * other[j];
    text.place(i, other);
  }
  return { image: image.matrix, text: text.matrix };
}

/** A cone of rows in so many columns. */
function coneOf(columns: number, random: Random) {
  const normals = () => Float32Array.from({ length: columns }, () => random.normal());
  const scale = Float32Array.from({ length: columns }, (_, j) => (1 + j) ** -0.5);
  const [axis, mirror] = [normals().map(x => x / Math.sqrt(columns)), normals()];
  const squares = mirror.reduce((sum, x) => sum + x * x, 0);
  const matrix = Matrix.zeros(rows, columns);
  return {
    matrix,
    /** Turns uncorrelated numbers by a reflection. */
    place(i: number, numbers: Float32Array): void {
      const row = matrix.row(i);
      let along = 0;
      for (let j = 0; j < columns; j++) {
        row[j] = numbers[j] * scale[j];
        along += row[j] * mirror[j];
      }
      for (let j = 0; j < columns; j++) {
        row[j] += 3 * axis[j] - ((2 * along) / squares) * mirror[j];
      }
    },
  };
}

async function ours(
  settings: AlignerSettings,
  pair: EmbeddingPair,
  products: RuntimeProducts,
): Promise<Answer> {
  const before = process.cpuUsage();
  const started = performance.now();
  const aligner = await alignerDesign(settings).fit(pair, products);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  const shown = Array.from({ length: Math.min(rows, shownRows) }, (_, i) => i);
  const part = { image: pair.image.take(shown), text: pair.text.take(shown) };
  const { image, text } = await aligner.transform(part, products);
  const paired = image.columns === text.columns ? [meanCosine(image, text, 0)] : [];
  const cosines = [...paired, meanCosine(image, image, 1), meanCosine(text, text, 1)];
  return { seconds, cpu, cosines };
}

/** Of each row of `a` and the one `apart` further down in `b`. */
function meanCosine(a: Matrix, b: Matrix, apart: number): number {
  let sum = 0;
  for (let i = 0; i + apart < a.rows; i++) {
    const [own, other] = [a.row(i), b.row(i + apart)];
    for (let j = 0; j < own.length; j++) sum += own[j] * other[j];
  }
  return sum / (a.rows - apart);
}

/** A modality's rows in a file, for the peer, in float32. */
async function written(matrix: Matrix, path: string): Promise<void> {
  const handle = await open(path, 'w');
  const { buffer, byteOffset } = matrix.data;
  const size = matrix.columns * 4;
  for (let from = 0; from < rows; from += 10_000) {
    const to = Math.min(rows, from + 10_000);
    await handle.writeFile(new Uint8Array(buffer, byteOffset + from * size, (to - from) * size));
  }
  await handle.close();
}

function cpuOf(answers: readonly Answer[]): string {
  return summarise(answers.map(({ cpu }) => cpu)).median.toFixed(2);
}

function furthest(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, k) => Math.abs(value - b[k])));
}

const folder = await mkdtemp(join(tmpdir(), 'minga-bench-aligners-'));
const runtime = openRuntime();
try {
  const protocol = openProtocol(options.json);
  const pair = madeUp();
  const products = await openProducts(runtime, { threads });
  const only = new Set(namesOf(options.only));
  const script = fileURLToPath(new URL('./aligners-peer.py', import.meta.url));
  let peer: Runner<{ kind: string }, Answer> | null = null;
  if (!options.alone) {
    await written(pair.image, join(folder, 'image'));
    await written(pair.text, join(folder, 'text'));
    const sizes = [imageColumns, textColumns, threads, shownRows].map(String);
    peer = await startRunner('Python', options.python, [script, folder, ...sizes]);
    protocol.note([peer]);
  }
  console.log(`${rows} pairs of ${imageColumns} and ${textColumns} columns, ${threads} threads`);
  console.log(
    tableHead(['Fit', 'Minga, s', 'of CPU', 'NumPy and SciPy, s', 'of CPU', 'ratio', 'agreement']),
  );
  const figures: Record<string, { ours: Answer[]; theirs: Answer[] }> = {};
  for (const [name, settings] of designs) {
    if (only.size > 0 && !only.has(settings.kind)) continue;
    const figure: { ours: Answer[]; theirs: Answer[] } = { ours: [], theirs: [] };
    for (let round = 0; round < wholeNumber(options.rounds); round++) {
      figure.ours.push(await ours(settings, pair, products));
      if (peer !== null) figure.theirs.push(await peer.turn({ kind: name }));
    }
    figures[name] = figure;
    const own = summarise(figure.ours.map(({ seconds }) => seconds));
    const cells = [name, printSummary(own), cpuOf(figure.ours)];
    if (peer !== null) {
      const their = summarise(figure.theirs.map(({ seconds }) => seconds));
      const apart = furthest(figure.ours[0].cosines, figure.theirs[0].cosines);
      cells.push(printSummary(their), cpuOf(figure.theirs));
      cells.push(printRatio(own, their), apart.toExponential(0));
    }
    console.log(tableRow(cells));
  }
  console.log(`peak resident ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
  await peer?.close();
  protocol.finish(figures);
} finally {
  await runtime.close();
  await rm(folder, { recursive: true });
}
