/**
 * Images per second of extracting HAM10000 with MobileNetV2, files read from disk, beside Python's
 * onnxruntime and Pillow doing the same; and how far the vectors of the two agree.
 *
 * npx tsx bench/extraction.ts [--images N] [--rounds R] [--python PATH] [--workers W] [--threads T]
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type EncodedRow, type ImageEncoder, openImageEncoder } from '../src/encode/index.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    python: { type: 'string', default: 'python3' },
    workers: { type: 'string' },
    threads: { type: 'string' },
  },
});
const shared = resolve(fileURLToPath(new URL('../../shared', import.meta.url)));
const model = join(shared, 'models/mobilenetv2-int8');
const images = join(shared, 'data/ham10000/images');
const variants = ['loop', 'pool', 'sessions'] as const;

type Peer = (variant: string, paths: readonly string[], vectors: boolean) => Promise<PeerAnswer>;
/** Wall seconds, and seconds of all threads on a core: these suffer less from other work. */
interface Cost {
  readonly seconds: number;
  readonly cpu: number;
}
interface PeerAnswer extends Cost {
  readonly vectors?: string;
}

/** Starts the peer; null, with a line that says why, where it cannot run. */
async function startPeer(python: string, threads: number) {
  const script = fileURLToPath(new URL('./extraction-peer.py', import.meta.url));
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = new Promise<null>(done => {
    child.once('error', ({ message }) => {
      console.log(`peer not measured: ${python} did not start (${message})`);
      done(null);
    });
  });
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  async function answer() {
    const { value, done } = await lines.next();
    if (done) throw new Error('the peer ended without an answer');
    return JSON.parse(value);
  }
  const hello = await Promise.race([failed, answer()]);
  if (hello === null) return null;
  if (hello.missing.length > 0) {
    console.log(`peer not measured: ${python} lacks ${hello.missing.join(', ')}`);
    return null;
  }
  const ask: Peer = (variant, paths, vectors) => {
    child.stdin.write(`${JSON.stringify({ model, threads, variant, paths, vectors })}\n`);
    return answer();
  };
  return { ask, stop: () => child.stdin.end() };
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

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
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
  const middle = median(rates);
  const spread = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
  const cpu = median(costs.map(cost => (cost.cpu / count) * 1000)).toFixed(2);
  const rate = `${middle.toFixed(0).padStart(5)} images/s (${spread})`;
  const ratio = (baseline / middle).toFixed(2);
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
const peer = await startPeer(values.python, availableParallelism());
const rows = await extract(encoder, paths);
if (peer !== null) {
  for (const variant of variants) {
    const { vectors } = await peer.ask(variant, paths, variant === 'loop');
    if (vectors !== undefined) compare(rows, vectors);
  }
}
const costs = new Map<string, Cost[]>();
const note = (name: string, cost: Cost) => costs.set(name, [...(costs.get(name) ?? []), cost]);
for (let round = 0; round < Number(values.rounds); round++) {
  const before = process.cpuUsage();
  const start = performance.now();
  await extract(encoder, paths);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  note('minga', { seconds, cpu: (user + system) / 1e6 });
  if (peer === null) continue;
  for (const variant of variants) note(`python, ${variant}`, await peer.ask(variant, paths, false));
}
const baseline = median((costs.get('minga') ?? []).map(({ seconds }) => paths.length / seconds));
console.log(`${paths.length} images, ${values.rounds} rounds, ${availableParallelism()} cores`);
for (const [name, measured] of costs) report(name, measured, paths.length, baseline);
peer?.stop();
await encoder.close();
