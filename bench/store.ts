/**
 * What the embedding store costs: appending, opening, reading at random, resident memory; with
 * float32, float16, and float16 encrypted.
 *
 *     npm run build && npx tsx bench/store.ts [rows = 1000000] [dimension = 512]
 *
 * Opening and reading run in a process of their own, from what was built and without a translator,
 * so that its memory is theirs alone. The page cache is warm: the file was just written. The share
 * of writing in extraction counts 340 pictures a second of 1,280 numbers (bench/extraction.ts).
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContentKey, openStore, type StoreOptions } from '../src/store/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';

const reads = 10_000;

function keyOf(row: number): ContentKey {
  return createHash('sha256').update(`row ${row}`).digest();
}

const settingsOf = (dimension: number) => ({
  fingerprint: `bench ${dimension}`,
  dimension,
  encoder: { name: 'bench' },
});

const seconds = (since: bigint) => Number(process.hrtime.bigint() - since) / 1e9;
const mebibytes = (bytes: number) => Math.round(bytes / 2 ** 20);

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const formats: Readonly<Record<string, StoreOptions>> = {
  float32: {},
  float16: { precision: 'float16' },
  'float16, encrypted': { precision: 'float16', encryption: { key } },
};
const extractionRate = 340;

/** Appends rows in batches, closes; rows a second that became durable. */
async function append(
  folder: string,
  rows: number,
  dimension: number,
  batch: number,
  format: string,
): Promise<number> {
  const values = new Random(0, 'values');
  const matrix = Matrix.zeros(batch, dimension);
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] = values.uniform();
  const started = process.hrtime.bigint();
  const store = await openStore(folder, settingsOf(dimension), formats[format]);
  for (let at = 0; at < rows; at += batch) {
    const keys = Array.from({ length: batch }, (_, i) => keyOf(at + i));
    for (let i = 0; i < batch; i++) matrix.row(i)[0] = (at + i) % 2048;
    await store.append(keys, matrix);
  }
  const { bytesOnDisk } = store;
  await store.close();
  const rate = rows / seconds(started);
  console.log(
    `append  ${rows} × ${dimension} ${format}, batches of ${batch}: ${Math.round(rate)} rows/s, ${mebibytes(bytesOnDisk)} MiB`,
  );
  return rate;
}

/** Opens for reading and reads random rows; its own process, from dist/. */
const reader = `
import { createHash } from 'node:crypto';
import { openStore } from '${new URL('../dist/store/index.js', import.meta.url).href}';
import { Random } from '${new URL('../dist/tensor/index.js', import.meta.url).href}';
const [folder, rows, dimension, settings, options] = process.argv.slice(1).map((text, i) => i === 0 ? text : JSON.parse(text));
if (options.encryption) options.encryption.key = Uint8Array.from(options.encryption.key);
const chosen = new Random(1, 'rows');
const numbers = Array.from({ length: ${reads} }, () => chosen.below(rows));
const keys = numbers.map(row => createHash('sha256').update('row ' + row).digest());
const bare = process.memoryUsage.rss();
const started = performance.now();
const store = await openStore(folder, settings, { ...options, readOnly: true });
const opened = performance.now() - started;
const read = await store.read(keys);
const took = performance.now() - started;
for (let i = 0; i < numbers.length; i++) if (read.row(i)[0] !== numbers[i] % 2048) throw new Error('row ' + i);
console.log(JSON.stringify({ bare, opened, took, peak: process.resourceUsage().maxRSS * 1024 }));`;

function openAndRead(folder: string, rows: number, dimension: number, format: string): void {
  const { encryption, ...rest } = formats[format];
  const options = { ...rest, ...(encryption && { encryption: { key: [...encryption.key] } }) };
  const told = [rows, dimension, settingsOf(dimension), options].map(part => JSON.stringify(part));
  for (let round = 0; round < 3; round++) {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', reader, '--', folder, ...told],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    const { bare, opened, took, peak } = JSON.parse(stdout);
    console.log(
      `read    ${rows} × ${dimension} ${format}: open ${(opened / 1000).toFixed(3)} s, with ${reads} random rows ${(took / 1000).toFixed(3)} s; peak ${mebibytes(peak)} MiB resident (${mebibytes(bare)} before opening)`,
    );
  }
}

const rows = Number(process.argv[2] ?? 1_000_000);
const dimension = Number(process.argv[3] ?? 512);
const root = mkdtempSync(join(tmpdir(), 'minga-bench-'));
try {
  for (const format of Object.keys(formats)) {
    const small = join(root, `small ${format}`);
    const rate = await append(small, 16_000, 1280, 64, format);
    const share = ((100 * extractionRate) / rate).toFixed(1);
    console.log(`        ${share} % of extraction at ${extractionRate} pictures a second`);
    rmSync(small, { recursive: true });
  }
  for (const format of Object.keys(formats)) {
    const large = join(root, `large ${format}`);
    await append(large, rows, dimension, 500, format);
    openAndRead(large, rows, dimension, format);
    rmSync(large, { recursive: true });
  }
} finally {
  rmSync(root, { recursive: true });
}
