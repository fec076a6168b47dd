import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'minga-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const module = new URL('index.ts', import.meta.url).href;
const tensor = new URL('../../tensor/index.ts', import.meta.url).href;

/** Writes 128 MiB of vectors, or reads them, and says the peak of resident memory in MB. */
const script = `
import { openEmbeddings, writeEmbeddings } from ${JSON.stringify(module)};
import { Matrix } from ${JSON.stringify(tensor)};
const [what, file] = process.argv.slice(1);
const rows = 256, columns = 1024, parts = 128;
const peak = () => process.resourceUsage().maxRSS / 1024;
const before = peak();
if (what === 'write') {
  async function* chunks() {
    for (let part = 0; part < parts; part++) {
      const numbers = Float32Array.from({ length: rows * columns }, (_, i) => (i * 7 + part) % 1009);
      const own = Array.from({ length: rows }, (_, i) => part * rows + i);
      yield {
        ids: own.map(String),
        keys: own.map(n => new Uint8Array(32).fill(n)),
        vectors: new Matrix(rows, columns, numbers),
      };
    }
  }
  await writeEmbeddings(file, { metadata: {}, chunks: chunks() });
} else {
  const source = await openEmbeddings(file);
  let sum = 0;
  for await (const { vectors } of source.chunks) sum += vectors.rows;
  if (sum !== rows * parts) throw new Error('rows are missing: ' + sum);
  await source.close();
}
console.log(JSON.stringify({ before, peak: peak() }));`;

async function peak(what: 'write' | 'read', file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--import', 'tsx', '--input-type=module', '-e', script, '--'],
    ...[what, file],
  ]);
  const { before, peak: highest }: { before: number; peak: number } = JSON.parse(stdout);
  return highest - before;
}

describe.each(['parquet', 'npy', 'safetensors'])('%s', format => {
  test('a table of 128 MiB is written and read with far less in memory', async () => {
    const file = join(folder, `v.${format}`);
    const writing = await peak('write', file);
    expect(statSync(file).size).toBeGreaterThan(2 ** 27);
    const reading = await peak('read', file);
    console.info(`${format}: ${writing.toFixed(0)} MB to write, ${reading.toFixed(0)} MB to read`);
    expect(writing).toBeLessThan(140);
    expect(reading).toBeLessThan(200);
    rmSync(file);
  });
});
