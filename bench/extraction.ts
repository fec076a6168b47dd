/**
 * Images per second of what `minga embed` does to HAM10000 with MobileNetV2, from files on disk to
 * vectors durable in a store, beside Python's onnxruntime and Pillow making the same vectors, and
 * beside the bare runtime fed with ready tensors; and how far the vectors of the two agree.
 *
 * npx tsx bench/extraction.ts [--images N] [--rounds R] [--python PATH] [--workers W] [--threads T]
 *   [--json FILE]
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { embed, type ImageEncoder, openImageEncoder } from '../src/encode/index.ts';
import { openStore } from '../src/store/index.ts';
import type { Matrix } from '../src/tensor/index.ts';
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
const variants = ['loop', 'pool', 'sessions', 'bare'] as const;

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

/** The embedding job of `minga embed`, into a new store; its rows. */
async function extract(encoder: ImageEncoder, paths: readonly string[]): Promise<Matrix> {
  const folder = await mkdtemp(join(tmpdir(), 'minga-extraction-'));
  const { fingerprint, dimension } = encoder;
  const store = await openStore(join(folder, 'store'), { fingerprint, dimension, encoder: {} });
  try {
    const items = paths.map(path => ({ id: path, place: path, load: () => readFile(path) }));
    const { keys } = await embed(encoder, store, items);
    return await store.read(keys.filter(key => key !== null));
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
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

function compare(rows: Matrix, base64: string): void {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  const theirs = new Float32Array(bytes.buffer);
  const cosines = Array.from({ length: rows.rows }, (_, i) =>
    cosine(rows.row(i), theirs.subarray(i * rows.columns, (i + 1) * rows.columns)),
  );
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
