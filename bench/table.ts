/**
 * A table of many rows and ten columns: seconds and peak memory to read it, and to make a data set of
 * it, beside pandas.read_csv. The table is drawn into a temporary folder and removed at the end;
 * every measurement is a process of its own.
 *
 * npx tsx bench/table.ts [--rows N] [--rounds R] [--python PATH] [--json FILE]
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { sharedOptions, wholeNumber } from './options.ts';
import { type ReadCost, readCost } from './table-ours.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    python: sharedOptions.python,
    json: sharedOptions.json,
  },
});

const run = promisify(execFile);
const ours = fileURLToPath(new URL('./table-ours.ts', import.meta.url));
const peer = fileURLToPath(new URL('./table-peer.py', import.meta.url));
const loader = import.meta.resolve('tsx');

/** Small whole numbers that do not repeat their order soon (a linear congruence modulo 2^31). */
function draw(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

async function writeTable(file: string, rows: number): Promise<void> {
  const next = draw(1);
  const out = createWriteStream(file);
  const pad = (number: number) => String(number).padStart(2, '0');
  const date = () => `20${10 + next(14)}-${pad(1 + next(12))}-${pad(1 + next(28))}`;
  const pick = (words: readonly string[]) => words[next(words.length)];
  let batch = 'id,patient,label,age,sex,site,bmi,glucose,visit,note\n';
  for (let row = 0; row < rows; row++) {
    const id = `R${String(row).padStart(7, '0')},P${next(Math.ceil(rows / 3))}`;
    const person = `${pick(['nv', 'mel', 'bcc'])},${next(100)},${pick(['male', 'female', ''])}`;
    const numbers = `${(15 + next(3000) / 100).toFixed(2)},${(60 + next(2000) / 10).toFixed(1)}`;
    const note = `"seen in clinic, ${pick(['no', 'mild', 'severe'])} change"`;
    batch += `${id},${person},${pick(['Cali', 'Medellín', 'Bogotá'])},${numbers},${date()},${note}\n`;
    if (batch.length < 1 << 20) continue;
    if (!out.write(batch)) await once(out, 'drain');
    batch = '';
  }
  out.end(batch);
  await once(out, 'finish');
}

async function measure(command: string, args: readonly string[], rounds: number) {
  const costs: ReadCost[] = [];
  for (let round = 0; round < rounds; round++) {
    const { stdout } = await run(command, [...args], { maxBuffer: 2 ** 20 });
    costs.push(readCost(stdout));
  }
  const median = (of: (cost: ReadCost) => number) =>
    costs.map(of).sort((a, b) => a - b)[Math.floor(costs.length / 2)];
  return {
    seconds: median(cost => cost.seconds),
    cpuSeconds: median(cost => cost.cpuSeconds),
    peakMiB: median(cost => cost.peakMiB),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'minga-bench-table-'));
try {
  const file = join(folder, 'records.csv');
  const [rows, rounds] = [wholeNumber(values.rows), wholeNumber(values.rounds)];
  await writeTable(file, rows);
  console.log(`${rows} rows, ${((await stat(file)).size / 2 ** 20).toFixed(0)} MiB`);
  const sides = {
    'minga readTable': ['node', ['--import', loader, ours, 'table', file]],
    'minga loadDataset': ['node', ['--import', loader, ours, 'dataset', file]],
    'pandas.read_csv': [values.python, [peer, file]],
  } as const;
  const figures: Record<string, unknown> = {};
  for (const [name, [command, args]] of Object.entries(sides)) {
    const cost = await measure(command, args, rounds).catch((cause: Error) => {
      console.log(`${name}: not measured (${cause.message.split('\n')[0]})`);
      return null;
    });
    if (cost === null) continue;
    figures[name] = cost;
    console.log(
      `${name}: ${cost.seconds.toFixed(1)} s (${cost.cpuSeconds.toFixed(1)} s of a core), ${cost.peakMiB.toFixed(0)} MiB at the peak`,
    );
  }
  if (values.json !== undefined) {
    await writeFile(values.json, `${JSON.stringify({ rows, rounds, figures }, null, 1)}\n`);
  }
} finally {
  await rm(folder, { recursive: true });
}
