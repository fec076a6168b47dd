/**
 * All pairs of embeddings with a cosine of .99 or more, beside NumPy doing it by blocks and
 * scikit-learn's NearestNeighbors on a part of the rows. The rows are made up: classes in a cone, as
 * encoders give them, with planted near copies; or spread over all directions.
 *
 * npx tsx bench/near-vectors.ts [--rows N] [--columns D] [--kind cone|spread] [--rounds R]
 *   [--sklearn-rows N] [--python PATH] [--alone] [--json FILE]
 */
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { nearVectorPairs } from '../src/audit/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';
import { sharedOptions, wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';
import { type Runner, startRunner } from './runner.ts';
import { printSummary, summarise } from './summary.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    columns: { type: 'string', default: '512' },
    kind: { type: 'string', default: 'cone' },
    'sklearn-rows': { type: 'string', default: '20000' },
    /** Without the peer. */
    alone: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '1' },
    python: sharedOptions.python,
    json: sharedOptions.json,
  },
});

const rows = wholeNumber(values.rows);
const columns = wholeNumber(values.columns);
const partRows = Math.min(rows, wholeNumber(values['sklearn-rows']));

/** Wall seconds, seconds of all threads on a core, and the pairs found. */
interface Cost {
  readonly seconds: number;
  readonly cpu: number;
  readonly pairs: number;
}

/** One row in a thousand is another's near copy; in a cone the rest lie around 50 centres. */
function madeUp(): Matrix {
  const random = new Random(0, 'near vectors bench');
  const pool = Float32Array.from({ length: 1_000_003 }, () => random.normal());
  const normal = (scale: number) => {
    const from = random.below(pool.length - columns);
    return pool.subarray(from, from + columns).map(x => (scale * x) / Math.sqrt(columns));
  };
  const cone = values.kind === 'cone';
  const common = normal(cone ? 1 : 0);
  const centres = Array.from({ length: 50 }, () => normal(cone ? 0.4 : 0));
  const matrix = Matrix.zeros(rows, columns);
  for (let i = 0; i < rows; i++) {
    const row = matrix.row(i);
    if (i % 1000 === 999) {
      const copied = matrix.row(i - 500);
      const noise = normal(0.02);
      row.set(copied.map((x, k) => x + noise[k]));
      continue;
    }
    const own = normal(cone ? 0.5 : 1);
    const centre = centres[random.below(centres.length)];
    for (let k = 0; k < columns; k++) row[k] = common[k] + centre[k] + own[k];
  }
  return matrix;
}

async function ours(matrix: Matrix): Promise<Cost> {
  const before = process.cpuUsage();
  const started = performance.now();
  const { pairs } = await nearVectorPairs(matrix);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpu: (user + system) / 1e6, pairs: pairs.length };
}

/** The rows in a file, for the peer; row by row in float32. */
async function written(matrix: Matrix, path: string): Promise<void> {
  const handle = await open(path, 'w');
  const { buffer, byteOffset } = matrix.data;
  for (let from = 0; from < rows; from += 10_000) {
    const [start, end] = [from, Math.min(rows, from + 10_000)].map(row => row * columns * 4);
    await handle.writeFile(new Uint8Array(buffer, byteOffset + start, end - start));
  }
  await handle.close();
}

const costs: Record<string, Cost[]> = {};
function note(name: string, cost: Cost): void {
  costs[name] = [...(costs[name] ?? []), cost];
}

async function besidePeer(matrix: Matrix, peer: Runner<object, Cost>): Promise<void> {
  const part = new Matrix(partRows, columns, matrix.data.subarray(0, partRows * columns));
  note(`NumPy by blocks, ${rows} rows`, await peer.turn({ method: 'blocks', rows }));
  note(`minga, ${partRows} rows`, await ours(part));
  note(`scikit-learn, ${partRows} rows`, await peer.turn({ method: 'sklearn', rows: partRows }));
}

const folder = await mkdtemp(join(tmpdir(), 'minga-bench-near-'));
try {
  const protocol = openProtocol(values.json);
  const matrix = madeUp();
  const script = fileURLToPath(new URL('./near-vectors-peer.py', import.meta.url));
  const path = join(folder, 'rows.f32');
  if (!values.alone) await written(matrix, path);
  const peer = values.alone
    ? null
    : await startRunner<object, Cost>('Python', values.python, [script, path, `${columns}`]);
  if (peer !== null) protocol.note([peer]);
  for (let round = 0; round < wholeNumber(values.rounds); round++) {
    note(`minga, ${rows} rows`, await ours(matrix));
    if (peer !== null) await besidePeer(matrix, peer);
  }
  console.log(`${values.kind}: ${rows} × ${columns}, cosine .99`);
  for (const [name, measured] of Object.entries(costs)) {
    const seconds = summarise(measured.map(cost => cost.seconds));
    const cpu = summarise(measured.map(cost => cost.cpu)).median.toFixed(1);
    console.log(
      `${name.padEnd(32)} ${printSummary(seconds, 1)} s, ${cpu} s of CPU, ${measured[0].pairs} pairs`,
    );
  }
  console.log(
    `peak resident ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB, the matrix itself ${((rows * columns * 4) / 2 ** 20).toFixed(0)} MiB`,
  );
  await peer?.close();
  protocol.finish(costs);
} finally {
  await rm(folder, { recursive: true });
}
