/**
 * Images per second of extracting HAM10000 with MobileNetV2, files read from disk, beside Python's
 * onnxruntime and Pillow doing the same; and how far the vectors of the two agree.
 *
 * npx tsx bench/extraction.ts [--images N] [--rounds R] [--python PATH] [--workers W] [--threads T]
 *   [--json FILE]
 */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type EncodedRow, type ImageEncoder, openImageEncoder } from '../src/encode/index.ts';
import { sharedOptions, wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';
import { startRunner } from './runner.ts';
import { printSummary, summarise } from './summary.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    python: sharedOptions.python,
    json: sharedOptions.json,
    workers: { type: 'string' },
    threads: { type: 'string' },
  },
});
const shared = resolve(fileURLToPath(new URL('../../shared', import.meta.url)));
const model = join(shared, 'models/mobilenetv2-int8');
const images = join(shared, 'data/ham10000/images');
const variants = ['loop', 'pool', 'sessions'] as const;

/** Wall seconds, and seconds of all threads on a core: these suffer less from other work. */
interface Cost {
  readonly seconds: number;
  readonly cpu: number;
}
interface PeerAnswer extends Cost {
  readonly vectors?: string;
}

interface PeerRequest {
  readonly variant: (typeof variants)[number];
  readonly paths: readonly string[];
  /** Whether the answer holds the vectors. */
  readonly vectors: boolean;
}

/** As the embedding job does it: two batches under way, files read as they are needed. */
async function extract(encoder: ImageEncoder, paths: readonly string[]): Promise<EncodedRow[]> {
  const rows = new Array<EncodedRow>(paths.length);
  let next = 0;
  async function lane() {
    while (next < paths.length) {
      const from = next;
      next += encoder.batchSize;
      const files = await Promise.all(
        paths.slice(from, from + encoder.batchSize).map(path => readFile(path)),
      );
      const encoded = await encoder.encode(files);
      encoded.forEach((row, i) => {
        rows[from + i] = row;
      });
    }
  }
  await Promise.all([lane(), lane()]);
  return rows;
}

function cosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    squaresA += a[i] * a[i];
    squaresB += b[i] * b[i];
  }
  return dot / Math.sqrt(squaresA * squaresB);
}

function compare(rows: readonly EncodedRow[], base64: string): void {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  const theirs = new Float32Array(bytes.buffer);
  const dimension = theirs.length / rows.length;
  const cosines = rows.map((row, i) => {
    if (!(row instanceof Float32Array)) throw row;
    return cosine(row, theirs.subarray(i * dimension, (i + 1) * dimension));
  });
  const mean = cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
  const least = cosines.reduce((a, b) => Math.min(a, b), 1);
  console.log(
    `cosine of our vectors and Python's: min ${least.toFixed(7)}, mean ${mean.toFixed(7)}`,
  );
}

function report(name: string, costs: readonly Cost[], count: number, baseline: number): void {
  const rates = costs.map(({ seconds }) => count / seconds);
  const summary = summarise(rates);
  const cpu = summarise(costs.map(cost => (cost.cpu / count) * 1000)).median.toFixed(2);
  const rate = `${printSummary(summary, 0).padStart(5)} images/s`;
  const ratio = (baseline / summary.median).toFixed(2);
  console.log(`${name.padEnd(16)} ${rate}, ${cpu} ms of CPU an image, ours is ${ratio} ×`);
}

if (!existsSync(model) || !existsSync(images)) {
  console.error(`nothing to measure: no model at ${model} or no images at ${images}`);
  process.exit(1);
}
const all = readdirSync(images).sort();
const step = Math.max(1, Math.floor(all.length / Number(values.images)));
const paths = all
  .filter((_, i) => i % step === 0)
  .slice(0, Number(values.images))
  .map(name => join(images, name));
const encoder = await openImageEncoder(model, {
  ...(values.workers === undefined ? {} : { workers: Number(values.workers) }),
  ...(values.threads === undefined ? {} : { threads: Number(values.threads) }),
});
const script = fileURLToPath(new URL('./extraction-peer.py', import.meta.url));
const peer = await startRunner<PeerRequest, PeerAnswer>('Python', values.python, [
  script,
  JSON.stringify({ model, threads: availableParallelism() }),
]);
const protocol = openProtocol(values.json);
protocol.note([peer]);
const rows = await extract(encoder, paths);
for (const variant of variants) {
  const { vectors } = await peer.turn({ variant, paths, vectors: variant === 'loop' });
  if (vectors !== undefined) compare(rows, vectors);
}
const costs = new Map<string, Cost[]>();
const note = (name: string, cost: Cost) => costs.set(name, [...(costs.get(name) ?? []), cost]);
for (let round = 0; round < wholeNumber(values.rounds); round++) {
  const before = process.cpuUsage();
  const start = performance.now();
  await extract(encoder, paths);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  note('minga', { seconds, cpu: (user + system) / 1e6 });
  for (const variant of variants) {
    note(`python, ${variant}`, await peer.turn({ variant, paths, vectors: false }));
  }
}
const rates = (costs.get('minga') ?? []).map(({ seconds }) => paths.length / seconds);
const baseline = summarise(rates).median;
console.log(`${paths.length} images, ${values.rounds} rounds`);
for (const [name, measured] of costs) report(name, measured, paths.length, baseline);
await peer.close();
await encoder.close();
protocol.finish({ images: paths.length, costs: Object.fromEntries(costs) });
