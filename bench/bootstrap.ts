/**
 * Seconds of bootstrap resamples of 2,000 rows × 7 classes, every metric of a classifier in each, on
 * one thread, beside scikit-learn on the same labels, probabilities and draws. Both processes stay
 * alive and take turns, so that a noisy machine is noisy for both. scikit-learn does fewer
 * resamples; its time for all of them is extrapolated, and said to be.
 *
 *     npm run bench:bootstrap -- [--python PATH] [--rounds N] [--resamples N] [--theirs N]
 *
 * Prints a Markdown table: median and range over the rounds of wall and processor seconds, and the
 * greatest distance between the means of any metric over the resamples that both have done.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bootstrap, metricNames, prepareScorer } from '../src/evaluate/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';

const [rows, classes] = [2000, 7];
// HAM10000's: two thirds of one class, one hundredth of another.
const shares = [0.669, 0.111, 0.11, 0.051, 0.033, 0.014, 0.012];

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: '/opt/peer/venv/bin/python' },
    rounds: { type: 'string', default: '5' },
    resamples: { type: 'string', default: '10000' },
    theirs: { type: 'string', default: '50' },
  },
});

const resamples = Number(options.resamples);
const theirs = Number(options.theirs);

function simulated() {
  const random = new Random(0, 'bench bootstrap');
  const labels = Int32Array.from({ length: rows }, () => {
    const at = random.uniform();
    let below = 0;
    return shares.findIndex(share => {
      below += share;
      return at < below;
    });
  }).map(label => (label < 0 ? 0 : label));
  const probabilities = Matrix.fromRows(
    Array.from(labels, label => {
      const parts = shares.map((_, c) => Math.exp(random.normal() + (c === label ? 1.5 : 0)));
      const sum = parts.reduce((total, part) => total + part, 0);
      return parts.map(part => part / sum);
    }),
  );
  return { labels, probabilities };
}

/** The rows of the first resamples, as `bootstrap` draws them. */
function drawnRows(count: number): Int32Array {
  const drawn = new Int32Array(count * rows);
  for (let b = 0; b < count; b++) {
    const random = new Random(0, 'bootstrap groups', b);
    for (let k = 0; k < rows; k++) drawn[b * rows + k] = random.below(rows);
  }
  return drawn;
}

interface Turn {
  readonly seconds: number;
  readonly processor: number;
}

function timed(work: () => void): Turn {
  const [wall, before] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - wall) / 1000, processor: (user + system) / 1e6 };
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return `${median.toFixed(2)} (${sorted[0].toFixed(2)}–${sorted[sorted.length - 1].toFixed(2)})`;
}

function line(name: string, count: string, turns: readonly Turn[], factor = 1): string {
  const wall = turns.map(({ seconds }) => factor * seconds);
  const processor = turns.map(turn => factor * turn.processor);
  return `| ${name} | ${count} | ${spread(wall)} | ${spread(processor)} |`;
}

const { labels, probabilities } = simulated();
const drawn = drawnRows(theirs);
const folder = await mkdtemp(join(tmpdir(), 'minga-bootstrap-'));
try {
  await writeFile(join(folder, 'labels'), labels);
  await writeFile(join(folder, 'probabilities'), probabilities.data);
  await writeFile(join(folder, 'draws'), drawn);
  const peer = spawn(
    options.python,
    [
      fileURLToPath(new URL('bootstrap-peer.py', import.meta.url)),
      folder,
      String(rows),
      String(classes),
    ],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
    },
  );
  const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]();
  const ours: Turn[] = [];
  const other: Turn[] = [];
  let means: readonly number[] = [];
  for (let round = 0; round <= Number(options.rounds); round++) {
    const own = timed(() =>
      bootstrap({ labels, systems: { one: [probabilities] } }, { resamples }),
    );
    peer.stdin.write('\n');
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${options.python} ended with ${peer.exitCode}`);
    const turn = JSON.parse(value);
    means = turn.means;
    // The first turn warms up.
    if (round > 0) {
      ours.push(own);
      other.push(turn);
    }
  }
  peer.stdin.end();
  if (peer.exitCode === null) await once(peer, 'exit');

  const scorer = prepareScorer(labels, probabilities);
  const sums = metricNames.map(() => 0);
  const weights = new Float64Array(rows);
  for (let b = 0; b < theirs; b++) {
    weights.fill(0);
    for (const row of drawn.subarray(b * rows, (b + 1) * rows)) weights[row] += 1;
    const scores = scorer.score(weights);
    metricNames.forEach((name, k) => {
      sums[k] += scores[name];
    });
  }
  const apart = Math.max(...sums.map((sum, k) => Math.abs(sum / theirs - means[k])));
  console.log(`${rows} rows, ${classes} classes, ${metricNames.length} metrics, one thread`);
  console.log('| side | resamples | wall, s | processor, s |');
  console.log('|---|---|---|---|');
  console.log(line('Minga', String(resamples), ours));
  console.log(line('scikit-learn', String(theirs), other));
  console.log(line('scikit-learn', `${resamples}, extrapolated`, other, resamples / theirs));
  console.log(
    `Greatest distance of a metric’s mean over the same resamples: ${apart.toExponential(1)}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
