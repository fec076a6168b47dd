/**
 * Milliseconds a step of the early-fusion head: `openTrainer` from end to end (shuffling, masks,
 * validation and the copy of the best epoch included) beside PyTorch doing the same job by tensor
 * indexing: as most people write it, and with the fused AdamW of a careful user.
 *
 *     npx tsx bench/training.ts [--sizes 1024,1536,4864] [--threads 1,2] [--peers plain,fused]
 *       [--precision float32|float16] [--window ROWS] [--epochs N] [--rounds N] [--python PATH] [--json FILE] [--dist | --sources]
 *
 * Our rows come from a source, as they do from a store; PyTorch's are tensors in memory.
 * Prints a Markdown table: median and range over the rounds, peak resident memory of each process.
 */
import { parseArgs } from 'node:util';
import { duel } from './duel.ts';
import { chooseForm } from './measured-side.ts';
import { namesOf, numbersOf, sharedOptions, wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';
import { startSides } from './sides.ts';
import { printRatio, printSummary, summarise, tableHead, tableRow } from './summary.ts';
import type { TrainingJob, TrainingTurn } from './training-ours.ts';

/** The pairs of the paper: CLIP; two encoders of 768; DINOv2 with LLaMA. Rows as in BRSET but one. */
const sizes = [
  { rows: 13_012, image: 512, text: 512 },
  { rows: 8_000, image: 768, text: 768 },
  { rows: 13_012, image: 768, text: 4_096 },
] as const;

const { values: options } = parseArgs({
  options: {
    ...sharedOptions,
    sizes: { type: 'string', default: '1024,1536,4864' },
    threads: { type: 'string', default: '1,2' },
    peers: { type: 'string', default: 'plain,fused' },
    epochs: { type: 'string', default: '3' },
    precision: { type: 'string', default: 'float32' },
    window: { type: 'string', default: '0' },
  },
});
const form = chooseForm(options);
const dimensions = numbersOf(options.sizes);
const peers = namesOf(options.peers);
const protocol = openProtocol(options.json);

const jobs = numbersOf(options.threads).flatMap(threads =>
  sizes
    .filter(({ image, text }) => dimensions.includes(image + text))
    .map(
      (size): TrainingJob => ({
        ...size,
        threads,
        classes: 7,
        batch: 64,
        epochs: wholeNumber(options.epochs),
        validationShare: 0.1,
        precision: options.precision === 'float16' ? 'float16' : 'float32',
        window: Number(options.window),
      }),
    ),
);

async function compare(job: TrainingJob) {
  const runners = await startSides<{ seed: number }, TrainingTurn>({
    bench: 'training',
    job,
    form,
    peers,
    python: options.python,
  });
  protocol.note(runners);
  const turns = await duel(runners, {
    warmUp: { seed: 0 },
    rounds: wholeNumber(options.rounds),
    request: seed => ({ seed }),
  });
  const times = turns.map(each => summarise(each.map(turn => turn.milliseconds)));
  const memory = turns.map(each => Math.max(...each.map(turn => turn.megabytes)));
  const cells = [
    `${job.rows} × ${job.image + job.text}`,
    job.threads,
    printSummary(times[0]),
    ...times.slice(1).flatMap(time => [printSummary(time), printRatio(times[0], time)]),
    memory[0].toFixed(0),
    ...memory.slice(1).flatMap(peak => [peak.toFixed(0), (memory[0] / peak).toFixed(2)]),
  ];
  console.log(tableRow(cells));
  return { job, turns: Object.fromEntries(runners.map(({ name }, i) => [name, turns[i]])) };
}

console.log(
  tableHead([
    'rows × dims',
    'threads',
    'Minga, ms a step',
    ...peers.flatMap(peer => [`PyTorch ${peer}, ms a step`, 'as long as ours']),
    'Minga, MB',
    ...peers.flatMap(peer => [`PyTorch ${peer}, MB`, 'ours of it']),
  ]),
);
const figures = [];
for (const job of jobs) figures.push(await compare(job));
protocol.finish({ form, figures });
