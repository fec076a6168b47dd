/**
 * Texts per second of the text encoders, tokenisation included, beside Python's tokenizers, NumPy
 * and onnxruntime doing the same; and how far the vectors of the two agree. The static model is
 * ../shared/models/potion-base-2M; the ONNX model is a random one of MiniLM-L6's shape, which the
 * peer writes into a temporary folder.
 *
 * npx tsx bench/texts.ts [--texts N] [--long-texts N] [--rounds R] [--python PATH] [--workers W]
 *   [--threads T] [--json FILE]
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type EncodedRow, openTextEncoder, type TextEmbedder } from '../src/encode/index.ts';
import { sharedOptions, wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';
import { type Runner, startRunner } from './runner.ts';
import { printSummary, summarise } from './summary.ts';

const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '40000' },
    'long-texts': { type: 'string', default: '256' },
    rounds: { type: 'string', default: '5' },
    python: sharedOptions.python,
    json: sharedOptions.json,
    workers: { type: 'string' },
    threads: { type: 'string' },
  },
});
const potion = resolve(
  fileURLToPath(new URL('../../shared/models/potion-base-2M', import.meta.url)),
);
const sites = ['lower extremity', 'back', 'trunk', 'scalp', 'face', 'upper extremity', 'abdomen'];
const findings = 'asymmetric brown patch with an irregular border and several darker dots';

/** Wall seconds, and seconds of all threads on a core: these suffer less from other work. */
interface Cost {
  readonly seconds: number;
  readonly cpu: number;
}
interface PeerAnswer extends Cost {
  readonly vectors?: string;
}
interface PeerRequest {
  readonly method: string;
  readonly texts: readonly string[];
  /** Whether the answer holds the vectors. */
  readonly vectors: boolean;
}

/** A short record; no two are the same. */
function record(i: number): string {
  const sex = i % 2 === 0 ? 'male' : 'female';
  return `Age: ${20 + (i % 60)}. Sex: ${sex}. Localization: ${sites[i % 7]}. Case number: ${i}.`;
}

/** A record with one to six sentences of findings, so that lengths differ. */
function report(i: number): string {
  return `${record(i)} ${`The picture shows an ${findings}. `.repeat(1 + ((i * 7) % 6))}`.trim();
}

/** As the embedding job does it: two batches under way. */
async function encodeAll(encoder: TextEmbedder, texts: readonly string[]): Promise<EncodedRow[]> {
  const rows = new Array<EncodedRow>(texts.length);
  let next = 0;
  async function lane() {
    while (next < texts.length) {
      const from = next;
      next += encoder.batchSize;
      const encoded = await encoder.encode(texts.slice(from, from + encoder.batchSize));
      encoded.forEach((row, i) => {
        rows[from + i] = row;
      });
    }
  }
  await Promise.all([lane(), lane()]);
  return rows;
}

async function timed(encoder: TextEmbedder, texts: readonly string[]): Promise<Cost> {
  const before = process.cpuUsage();
  const start = performance.now();
  await encodeAll(encoder, texts);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpu: (user + system) / 1e6 };
}

function printAgreement(rows: readonly EncodedRow[], base64: string): void {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  const theirs = new Float32Array(bytes.buffer);
  const largest = rows.reduce((most, row, i) => {
    if (!(row instanceof Float32Array)) throw row;
    const other = theirs.subarray(i * row.length, (i + 1) * row.length);
    return row.reduce((m, value, k) => Math.max(m, Math.abs(value - other[k])), most);
  }, 0);
  console.log(`largest difference from Python's vectors: ${largest.toExponential(1)}`);
}

async function compare(
  title: string,
  encoder: TextEmbedder,
  peer: Runner<PeerRequest, PeerAnswer>,
  methods: readonly string[],
  texts: readonly string[],
): Promise<Record<string, Cost[]>> {
  console.log(`\n${title}: ${texts.length} distinct texts, ${values.rounds} rounds`);
  const rows = await encodeAll(encoder, texts);
  for (const method of methods) {
    const { vectors } = await peer.turn({ method, texts, vectors: true });
    if (vectors !== undefined) printAgreement(rows, vectors);
  }
  const costs: Record<string, Cost[]> = {};
  const note = (name: string, cost: Cost) => {
    costs[name] = [...(costs[name] ?? []), cost];
  };
  for (let round = 0; round < wholeNumber(values.rounds); round++) {
    note('minga', await timed(encoder, texts));
    for (const method of methods) {
      note(`python, ${method}`, await peer.turn({ method, texts, vectors: false }));
    }
  }
  const medianOf = (name: string) =>
    summarise(costs[name].map(({ seconds }) => texts.length / seconds)).median;
  for (const [name, measured] of Object.entries(costs)) {
    const rate = summarise(measured.map(({ seconds }) => texts.length / seconds));
    const cpu = summarise(measured.map(cost => (cost.cpu / texts.length) * 1e6)).median.toFixed(0);
    const ratio = (medianOf('minga') / rate.median).toFixed(2);
    console.log(
      `${name.padEnd(22)} ${printSummary(rate, 0)} texts/s, ${cpu} µs of CPU a text, ours is ${ratio} ×`,
    );
  }
  return costs;
}

const folder = await mkdtemp(join(tmpdir(), 'minga-bench-texts-'));
try {
  const reports = Array.from({ length: wholeNumber(values['long-texts']) }, (_, i) => report(i));
  const job = join(folder, 'job.json');
  const words = reports.flatMap(text => text.toLowerCase().match(/[a-z]+/g) ?? []);
  const model = join(folder, 'random-minilm');
  const withStatic = existsSync(potion);
  await writeFile(
    job,
    JSON.stringify({
      static: withStatic ? potion : null,
      folder: model,
      words: [...new Set(words)],
      threads: availableParallelism(),
    }),
  );
  const script = fileURLToPath(new URL('./texts-peer.py', import.meta.url));
  const peer = await startRunner<PeerRequest, PeerAnswer>('Python', values.python, [script, job]);
  const protocol = openProtocol(values.json);
  protocol.note([peer]);
  const figures: Record<string, Record<string, Cost[]>> = {};
  if (withStatic) {
    const encoder = await openTextEncoder(potion);
    const texts = Array.from({ length: wholeNumber(values.texts) }, (_, i) => record(i));
    const methods = ['static', 'static, fused'];
    figures.static = await compare('potion-base-2M', encoder, peer, methods, texts);
    await encoder.close();
  } else console.warn(`no static model at ${potion}: not measured`);
  const encoder = await openTextEncoder(model, {
    ...(values.workers === undefined ? {} : { workers: wholeNumber(values.workers) }),
    ...(values.threads === undefined ? {} : { threads: wholeNumber(values.threads) }),
  });
  figures.onnx = await compare(
    'a random model of the shape of MiniLM-L6 (fp32)',
    encoder,
    peer,
    ['onnx', 'onnx, sorted', 'onnx, by tokens'],
    reports,
  );
  await encoder.close();
  await peer.close();
  protocol.finish(figures);
} finally {
  await rm(folder, { recursive: true });
}
