/**
 * What the embedding store costs: appending, opening, reading at random, resident memory.
 *
 *     npx tsx bench/store.ts [rows = 200000] [dimension = 512]
 *
 * Opening and reading run in a process of their own, so that its memory is theirs alone. The page
 * cache is warm: the file was just written.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ContentKey, openStore } from '../src/store/index.ts';
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

/** Appends rows in batches, closes, and says how many rows a second became durable. */
async function append(folder: string, rows: number, dimension: number, batch: number) {
  const values = new Random(0, 'values');
  const matrix = Matrix.zeros(batch, dimension);
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] = values.uniform();
  const started = process.hrtime.bigint();
  const store = await openStore(folder, settingsOf(dimension));
  for (let at = 0; at < rows; at += batch) {
    const keys = Array.from({ length: batch }, (_, i) => keyOf(at + i));
    for (let i = 0; i < batch; i++) matrix.row(i)[0] = at + i;
    await store.append(keys, matrix);
  }
  const { bytesOnDisk } = store;
  await store.close();
  const took = seconds(started);
  console.log(
    `append  ${rows} × ${dimension}, batches of ${batch}: ${Math.round(rows / took)} rows/s, ${mebibytes(bytesOnDisk)} MiB`,
  );
}

/** Opens for reading and reads random rows; its own process. */
async function openAndRead(folder: string, rows: number, dimension: number) {
  const chosen = new Random(1, 'rows');
  const numbers = Array.from({ length: reads }, () => chosen.below(rows));
  const keys = numbers.map(keyOf);
  const bare = process.memoryUsage.rss();
  const started = process.hrtime.bigint();
  const store = await openStore(folder, settingsOf(dimension), { readOnly: true });
  const opened = seconds(started);
  const read = await store.read(keys);
  const took = seconds(started);
  for (let i = 0; i < reads; i++) if (read.row(i)[0] !== numbers[i]) throw new Error(`row ${i}`);
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(
    `open    ${rows} × ${dimension}: ${opened.toFixed(3)} s; with ${reads} random rows ${took.toFixed(3)} s`,
  );
  console.log(
    `memory  peak ${mebibytes(peak)} MiB resident, ${mebibytes(bare)} MiB before opening`,
  );
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === '--read') {
  await openAndRead(rest[0], Number(rest[1]), Number(rest[2]));
} else {
  const rows = Number(mode ?? 200_000);
  const dimension = Number(rest[0] ?? 512);
  const root = mkdtempSync(join(tmpdir(), 'minga-bench-'));
  try {
    await append(join(root, 'small'), 16_000, 1280, 32);
    await append(join(root, 'large'), rows, dimension, 500);
    const self = fileURLToPath(import.meta.url);
    for (let k = 0; k < 3; k++) {
      spawnSync(
        process.execPath,
        ['--import', 'tsx', self, '--read', join(root, 'large'), `${rows}`, `${dimension}`],
        { stdio: 'inherit' },
      );
    }
  } finally {
    rmSync(root, { recursive: true });
  }
}
