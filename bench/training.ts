/**
 * Milliseconds a step of the early-fusion head: `openTrainer` from end to end (shuffling, masks,
 * validation and the copy of the best epoch included) beside PyTorch doing the same job by tensor
 * indexing. Both processes stay alive and take turns, so that a noisy machine is noisy for both.
 *
 *     npx tsx bench/training.ts [--python PATH] [--rounds N]
 *
 * Prints a Markdown table: median and range over the rounds, peak resident memory of each process.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  classificationTask,
  headDesign,
  headSettings,
  type LabelledPairs,
  openTrainer,
} from '../src/fuse/index.ts';
import { openRuntime } from '../src/runtime/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';

interface Setting {
  readonly rows: number;
  readonly image: number;
  readonly text: number;
  readonly threads: number;
}

const classes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const [epochs, batch, validationShare] = [3, 64, 0.1];
const sizes = [
  { rows: 13_012, image: 512, text: 512 },
  { rows: 8_000, image: 768, text: 768 },
  { rows: 13_012, image: 768, text: 4_096 },
] as const;
const settings: readonly Setting[] = [1, 2].flatMap(threads =>
  sizes.map(size => ({ ...size, threads })),
);

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: '/opt/peer/venv/bin/python' },
    rounds: { type: 'string', default: '7' },
    /** Set by the bench itself: this process is the one that is measured. */
    measure: { type: 'string' },
  },
});

/** Normal noise repeated row by row: drawing every number anew would take longer than training. */
function noise(rows: number, columns: number, stream: string): Matrix {
  const random = new Random(0, stream);
  const pool = Float32Array.from({ length: 65_521 }, () => random.normal());
  const matrix = Matrix.zeros(rows, columns);
  for (let k = 0; k < matrix.data.length; k++) matrix.data[k] = pool[k % pool.length];
  return matrix;
}

function pairs(rows: number, { image, text }: Setting, stream: string): LabelledPairs {
  const random = new Random(0, `labels ${stream}`);
  return {
    image: noise(rows, image, `image ${stream}`),
    text: noise(rows, text, `text ${stream}`),
    labels: Int32Array.from({ length: rows }, () => random.below(classes.length)),
  };
}

/** The measured side: a line in is one fit, a line out its milliseconds a step and peak megabytes. */
async function measure(setting: Setting): Promise<void> {
  const runtime = openRuntime();
  const task = classificationTask(classes);
  const network = headDesign('early').network(setting, task.units, headSettings('early'));
  const train = { batch, epochs, patience: epochs, threads: setting.threads };
  const trainer = await openTrainer(runtime, network, task, train);
  await trainer.load(
    pairs(setting.rows, setting, 'train'),
    pairs(Math.round(setting.rows * validationShare), setting, 'validation'),
  );
  for await (const line of createInterface({ input: process.stdin })) {
    const { seconds, steps } = await trainer.fit({ seed: Number(line) });
    const megabytes = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ milliseconds: (1000 * seconds) / steps, megabytes }));
  }
  await runtime.close();
}

interface Turn {
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** A process that is measured. */
interface Runner {
  turn(seed: number): Promise<Turn>;
  close(): Promise<void>;
}

function runner(command: string, args: readonly string[]): Runner {
  const child: ChildProcess = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error(`${command} without pipes`);
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    async turn(seed) {
      stdin.write(`${seed}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${command} ${args.join(' ')} ended with ${child.exitCode}`);
      return JSON.parse(value);
    },
    async close() {
      stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

function runners(setting: Setting): readonly [Runner, Runner] {
  const own = fileURLToPath(import.meta.url);
  const peer = fileURLToPath(new URL('training-peer.py', import.meta.url));
  const job = JSON.stringify({
    ...setting,
    classes: classes.length,
    epochs,
    batch,
    validationShare,
  });
  return [
    runner(process.execPath, ['--import', 'tsx', own, '--measure', job]),
    runner(options.python, [peer, job]),
  ];
}

function summary(turns: readonly Turn[]) {
  const sorted = turns.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  return {
    median,
    text: `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
    megabytes: Math.max(...turns.map(({ megabytes }) => megabytes)).toFixed(0),
  };
}

async function compare(setting: Setting, rounds: number): Promise<string> {
  const pair = runners(setting);
  const turns: readonly [Turn[], Turn[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    for (const [i, { turn }] of pair.entries()) {
      const measured = await turn(round);
      // The first turn warms up.
      if (round > 0) turns[i].push(measured);
    }
  }
  for (const { close } of pair) await close();
  const [ours, theirs] = turns.map(summary);
  const { rows, image, text, threads } = setting;
  const ratio = (theirs.median / ours.median).toFixed(1);
  return `| ${rows} × ${image + text} | ${threads} | ${ours.text} | ${theirs.text} | ${ratio} | ${ours.megabytes} | ${theirs.megabytes} |`;
}

if (options.measure !== undefined) {
  await measure(JSON.parse(options.measure));
} else {
  console.log(
    '| rows × dims | threads | Minga, ms/step | PyTorch, ms/step | ratio | Minga, MB | PyTorch, MB |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const setting of settings) console.log(await compare(setting, Number(options.rounds)));
}
