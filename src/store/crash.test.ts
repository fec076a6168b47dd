import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Random } from '../tensor/index.ts';
import { formats } from './fixture/formats.ts';
import { contentKey, openStore, type StoreOptions } from './index.ts';

const settings = { fingerprint: 'abc', dimension: 64, encoder: { name: 'test' } };
const kills = 10;
const module = new URL('index.ts', import.meta.url).href;
const tensor = new URL('../tensor/index.ts', import.meta.url).href;
const fixture = new URL('fixture/formats.ts', import.meta.url).href;
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minga-crash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Row i is i, i + 1, … so that both sides know it. Small shards: many kills meet a seal. */
const script = `
import { contentKey, openStore } from ${JSON.stringify(module)};
import { Matrix } from ${JSON.stringify(tensor)};
const { formats } = await import(${JSON.stringify(fixture)});
const format = formats[Number(process.argv[3])][1];
const store = await openStore(process.argv[1], ${JSON.stringify(settings)}, { ...format, shardRows: 24 });
let at = Number(process.argv[2]);
console.log('open');
for (;;) {
  const numbers = Array.from({ length: 5 }, (_, i) => at + i);
  const rows = numbers.map(n => Array.from({ length: 64 }, (_, j) => n + j));
  await store.append(numbers.map(n => contentKey(String(n))), Matrix.fromRows(rows));
  at += 5;
  process.stdout.write(at + '\\n');
}`;

/** Runs a writer until it is killed; the number of rows that it said were durable. */
async function writeUntilKilled(
  from: number,
  milliseconds: number,
  format: number,
): Promise<number> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      script,
      '--',
      folder,
      String(from),
      String(format),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'close');
  let said = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), milliseconds);
    said += text;
  });
  await ended;
  const whole = said.slice(0, said.lastIndexOf('\n')).split('\n');
  const last = whole[whole.length - 1];
  return last === 'open' ? from : Number(last);
}

// Plain numbers, and all that a store can do to them.
test.each([0, 3])(
  'killed ten times at random moments, no acknowledged row is lost or changed (format %i)',
  async number => {
    const format: StoreOptions = formats[number][1];
    const random = new Random(7, 'kill');
    let acknowledged = 0;
    for (let kill = 0; kill < kills; kill++) {
      acknowledged = await writeUntilKilled(acknowledged, random.uniform() * 120, number);
      const store = await openStore(folder, settings, { ...format, readOnly: true });
      expect(store.size).toBeGreaterThanOrEqual(acknowledged);
      // At most the batch that was durable and not yet said.
      expect(store.size).toBeLessThanOrEqual(acknowledged + 5);
      const numbers = Array.from({ length: store.size }, (_, n) => n);
      const read = await store.read(numbers.map(n => contentKey(String(n))));
      for (const n of numbers) {
        expect(read.row(n)).toEqual(Float32Array.from({ length: 64 }, (_, j) => n + j));
      }
    }
    expect(acknowledged).toBeGreaterThan(100);
    const store = await openStore(folder, settings, format);
    expect(await store.verify()).toMatchObject({ damaged: [] });
    await store.close();
  },
);
